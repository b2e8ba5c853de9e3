"""What an erasure reaches: all that is the package's, in every database, and nothing else."""

import datetime as dt

import duckdb
import pytest

from project import AUDIENCE, copy, interaction
from test_run_edges import many_people

SOURCES = "sources: [{name: raw, schema: raw, tables: [{name: erasures}]}]"
MARTS = {"path": "marts.duckdb", "alias": "the_marts"}  # its turn comes after shop
OURS = "assert_no_erased_person_remains"
OTHERS = "assert_no_other_table_holds_the_erased"


@pytest.fixture(scope="module")
def make_shop(make_project):
    """Make a project of four people, none of whom wants to be forgotten yet."""

    def make(**settings):
        project = make_project(
            AUDIENCE,
            models={"sources.yml": SOURCES},
            erasure_requests="{{ source('raw', 'erasures') }}",
            **settings,
        )
        days = [dt.date(2024, 1, 1) + dt.timedelta(days=k) for k in range(8)]
        rows = [interaction(k, f"u{k % 4}", day) for k, day in enumerate(days)]
        project.load_rows([*rows, interaction("odd", "u1", "never")])
        execute(project, "create table raw.erasures (user_id text, requested_at timestamp)")
        return project

    return make


def execute(project, *statements):
    """Run statements and give the rows of the last one; those attached have their aliases."""
    with duckdb.connect(str(project.database)) as connection:
        for one in project.attach:
            path = project.folder / one["path"]
            connection.execute(f"attach '{path}' as {one['alias']}")
        for statement in statements:
            rows = connection.execute(statement).fetchall()
    return rows


def ask(project, *users):
    execute(project, *(f"insert into raw.erasures values ('{user}', null)" for user in users))


def places_of(project, user):
    """Every table of either database that holds the id, the raw ones aside."""
    columns = execute(
        project,
        "select distinct c.database_name, c.schema_name, c.table_name, c.column_name"
        " from duckdb_columns() as c inner join duckdb_tables() as t using (table_oid, schema_oid)"
        " where c.data_type = 'VARCHAR' and c.schema_name != 'raw' and not c.internal",
    )
    queries = [
        f"select '{database}.{schema}.{table}' from {database}.{schema}.\"{table}\""
        f" where {column} = '{user}'"
        for database, schema, table, column in columns
    ]
    return {place for (place,) in execute(project, " union all ".join(queries))}


@pytest.fixture(scope="module")
def two_databases(make_shop):
    """A project that publishes into another database than it works in."""
    project = make_shop()
    project.attach = [MARTS]
    published = {"published": {"+database": "the_marts"}}
    project.config = {"models": {"owned_audiences": {"owned_audiences": published}}}
    project.build_untested()
    assert "the_marts.main.owned_audiences__segments" in places_of(project, "u1")
    return project


def test_an_erasure_reaches_every_database(two_databases, tmp_path_factory):
    project = copy(two_databases, tmp_path_factory)
    ask(project, "u1")
    project.build()
    assert places_of(project, "u1") == set()
    assert places_of(project, "u2") == places_of(two_databases, "u2")
    assert execute(
        project, "select count(*) from int_owned_audiences__erased where purged_at is null"
    ) == [(0,)]


def test_an_erasure_that_was_cut_off_is_finished_by_the_next_run(two_databases, tmp_path_factory):
    """The second database cannot be written to: the first is done by then, and nothing is built."""
    project = copy(two_databases, tmp_path_factory)
    ask(project, "u1")
    project.attach = [{**MARTS, "read_only": True}]
    run = project.dbt("build", "--select", "+int_owned_audiences__erased")
    assert not run
    assert "read-only" in run.said
    project.attach = [MARTS]
    left = places_of(project, "u1")
    assert "shop.main.int_owned_audiences__identifiers" in left
    assert "the_marts.main.owned_audiences__segments" in left
    assert (
        "shop.main.int_owned_audiences__rejected_interactions"
        in places_of(two_databases, "u1") - left
    )
    execute(project, "delete from raw.erasures")  # the request may be gone by then
    project.build()
    assert places_of(project, "u1") == set()


def test_tables_whose_name_contains_ours_are_never_changed_and_told(make_shop, capfd):
    project = make_shop()
    project.build_untested()
    others = {
        "main.my_int_owned_audiences__x": "select 1 as identifier_key, 'u1' as user_id",
        "main.owned_audiences__segments_export": "from owned_audiences__segments",
        "main.owned_audiences__segments__dbt_export": "from owned_audiences__segments",
        "crm.crm_owned_audiences__segments_export": "select 'u1' as \"Person_ID\", [1] as user_id",
        "crm.owned_audiences__segments": "from owned_audiences__segments",
        "crm.owned_audiences__of_numbers": "select 1 as user_id, 2 as person_id",
        # the name of ours with other columns makes no schema one of the package
        "crm.int_owned_audiences__identifiers": "select 'u1' as identifier, 1 as identifier_key",
    }
    execute(project, "create schema crm", *(f"create table {n} as {q}" for n, q in others.items()))
    before = {name: execute(project, f"from {name}") for name in others}
    ask(project, "u1")
    run = project.build()
    assert {name: execute(project, f"from {name}") for name in others} == before
    assert run.statuses[OURS] == "pass"
    assert run.statuses[OTHERS] == "warn"
    said = capfd.readouterr().out
    for name in list(others)[:5]:
        assert f"shop.{name} holds rows of erased people and is not of this package" in said
    assert "of_numbers" not in said
    assert "u1" not in said


def test_another_target_is_reached_by_its_own_keys(make_shop):
    """Also what a run left there, and stored failures of our tests."""
    project = make_shop()
    project.build_untested()
    failures = "main_dbt_test__audit.assert_everybody_eligible_is_scored"
    execute(
        project,
        "create schema prod",
        "create table prod.int_owned_audiences__identifiers as select identifier_key + 10"
        " as identifier_key, is_user, identifier from int_owned_audiences__identifiers",
        "create table prod.int_owned_audiences__daily_activity__dbt_backup as"
        " select identifier_key + 10 as identifier_key from int_owned_audiences__daily_activity",
        "create table prod.owned_audiences__segments as from owned_audiences__segments",
        "create schema if not exists main_dbt_test__audit",
        f"create table {failures} as select 'u1' as person_id",
    )
    keys = "select count(*) from prod.int_owned_audiences__daily_activity__dbt_backup"
    ((before,),) = execute(project, keys)
    ask(project, "u1")
    project.build()
    assert places_of(project, "u1") == set()
    assert execute(project, keys) == [(before - 2,)]
    # one who stands in identifiers there is taken out again, whenever that is
    execute(
        project,
        "insert into prod.int_owned_audiences__identifiers values (99, true, 'u1')",
        "insert into prod.int_owned_audiences__daily_activity__dbt_backup values (99)",
    )
    project.build_untested()
    assert places_of(project, "u1") == set()
    assert execute(project, keys) == [(before - 2,)]


def test_a_schema_may_have_an_odd_name(make_shop):
    project = make_shop()
    project.config = {"models": {"owned_audiences": {"+schema": "Acme-2025.x"}}}
    project.build_untested()
    ask(project, "u1")
    project.build()
    for table in ("segments", "person_profile"):
        relation = f'"main_Acme-2025.x".owned_audiences__{table}'
        rows = execute(project, f"select person_id from {relation}")
        assert rows, table
        assert ("u1",) not in rows, table


def test_the_erased_of_an_earlier_version_stay_erased_and_count_as_known(make_shop):
    """Its table has no columns for what is known of them, and gets these."""
    project = make_shop()
    ask(project, "u1")
    project.build_untested()
    execute(
        project,
        "alter table int_owned_audiences__erased drop column is_known",
        "alter table int_owned_audiences__erased drop column purged_at",
    )
    ask(project, "nobody", "U2")
    project.build()
    assert places_of(project, "u1") == set()
    assert execute(
        project,
        "select is_known, count(*), count(purged_at) from int_owned_audiences__erased group by all"
        " order by all",
    ) == [(False, 2, 2), (None, 1, 1)]
    assert execute(project, "from owned_audiences__unused_input_rows order by all") == [
        ("erasure_requests", "differs from a known user_id by case or blanks only", 1),
        ("erasure_requests", "no interaction has this user_id", 1),
    ]
    # the rows of one who asked arrive later: the request is used from then on
    project.load_rows([*many_people(days=3), interaction("late", "nobody", "2024-01-03")])
    project.build_untested()
    assert places_of(project, "nobody") == set()
    unused = "select sum(number_of_rows) from owned_audiences__unused_input_rows"
    assert execute(project, f"{unused} where exclusion_reason like 'no %'") == [(None,)]
