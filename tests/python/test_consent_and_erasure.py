"""Consent and erasure: who may be scored and engaged, and people who are to be forgotten."""

import datetime as dt
from dataclasses import replace

import pytest

from project import ACCEPT, AUDIENCE, TEA, copy, interaction, synthetic_shop
from test_run_edges import many_people

SOURCES = """
sources:
  - name: raw
    schema: raw
    tables: [{name: consents}, {name: erasures}, {name: links}]
"""
GIVEN = {
    "consents": "{{ source('raw', 'consents') }}",
    "erasure_requests": "{{ source('raw', 'erasures') }}",
    "identity_links": "{{ source('raw', 'links') }}",
}
MODELS = {"sources.yml": SOURCES}
# Every third row is of a device, and one of 90 is broken.
ROWS = """
    select
        * exclude (known_on) replace (
            case when row_number() over () % 3 = 0 then null else user_id end as user_id,
            case when row_number() over () % 90 = 1 then 'never' else cast(occurred_at as text) end
                as occurred_at
        ),
        'c' || user_id as anonymous_id
    from rows where known_on < date '{day}'
"""


@pytest.fixture(scope="module")
def simulated():
    return synthetic_shop(people=150, days=200, seed=11)


@pytest.fixture(scope="module")
def make_shop(make_project, simulated):
    """Make a project of people who all consented, none of whom wants to be forgotten."""

    def make(*audiences, inputs=tuple(GIVEN), **settings):
        given = {name: GIVEN[name] for name in inputs}
        project = make_project(*audiences, models=MODELS, **given, **settings)
        project.load(ROWS.format(day=simulated.as_of), rows=simulated.rows)
        with project.connect() as connection:
            connection.execute(
                "create table raw.people as"
                " select distinct right(anonymous_id, -1) as user_id from raw.interactions;"
                "create table raw.consents as select user_id, purpose, true as granted,"
                " cast(null as timestamp) as changed_at"
                " from raw.people cross join (values ('scoring'), ('engagement')) as p(purpose);"
                "create table raw.erasures (user_id text, requested_at timestamp);"
                "create table raw.links as select user_id, 'c' || user_id as anonymous_id,"
                " timestamp '2024-01-01' as linked_at from raw.people"
            )
        return project

    return make


@pytest.fixture(scope="module")
def built(make_shop):
    project = make_shop(AUDIENCE, TEA)
    project.config = {"data_tests": {"owned_audiences": {"+store_failures": True}}}
    project.build()
    return project


def run_sql(project, *statements):
    with project.connect() as connection:
        for statement in statements:
            connection.execute(statement)


def persons(project, table):
    return {person for (person,) in project.read(f"select distinct person_id from {table}")}


CONSENTED = ["segments", "propensity_scores", "engagement_plan", "segment_events"]


def test_without_consent_nobody_is_scored(built, tmp_path_factory):
    """One who says no, one of whom there is no word, and one who says yes from today on only."""
    project = copy(built, tmp_path_factory)
    best = project.read(
        "select person_id from owned_audiences__segments where audience = 'buyers'"
        " order by percentile desc limit 4"
    )
    no, silent, withdrawn, stays = [person for (person,) in best]
    run_sql(
        project,
        f"update raw.consents set granted = false where user_id = '{no}'",
        f"delete from raw.consents where user_id = '{silent}'",
        f"insert into raw.consents values ('{withdrawn}', 'scoring', false, '2024-07-01 10:00:00')",
    )
    project.build()
    for table in CONSENTED:
        found = persons(project, f"owned_audiences__{table}")
        assert found, table
        assert not found & {no, silent, withdrawn}, table
    assert stays in persons(project, "owned_audiences__segments")
    examples = persons(project, "int_owned_audiences__training_examples")
    assert not examples & {no, silent, withdrawn}
    assert project.read(
        "select identifier_group, is_scored, identifiers from owned_audiences__scoring_coverage"
        " where identifier_group like '%without consent for scoring' order by all"
    ) == [
        ("anonymous ids of users without consent for scoring", False, 3),
        ("users without consent for scoring", False, 3),
    ]


def test_withdrawing_takes_kept_scores_along_and_ends_the_stay(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    (person,) = project.read(
        "select min(person_id) from owned_audiences__segment_events where audience = 'buyers'"
    )[0]
    run_sql(project, f"update raw.consents set granted = false where user_id = '{person}'")
    # a model of the user's, which hooks may read only where their own model does
    project.models["consents.sql"] = "select * from raw.consents"
    project.vars["consents"] = "{{ ref('shop', 'consents') }}"
    project.build(as_of=str(simulated.as_of + dt.timedelta(days=1)))
    scores = "select count(distinct as_of) from owned_audiences__propensity_scores"
    assert project.one(scores) == 2
    assert person not in persons(project, "owned_audiences__propensity_scores")
    last = "select max_by(event, as_of) from owned_audiences__segment_events where person_id = '{}'"
    assert project.one(last.format(person)) == "left"


def test_purposes_of_other_names_are_told(make_project, capfd):
    project = make_project(AUDIENCE, models=MODELS, consents=GIVEN["consents"])
    project.load_rows([interaction(1, "ann", "2024-01-01")])
    run_sql(
        project,
        "create table raw.consents as"
        " select 'ann' as user_id, 'profiling' as purpose, true as granted",
    )
    project.build_untested()
    assert "consents has no purpose scoring" in capfd.readouterr().out


def test_a_yes_counts_from_its_date_on(make_shop):
    """Those who agreed late are in no example of before: else the agreement would tell."""
    project = make_shop(AUDIENCE, inputs=["consents"])
    run_sql(project, "update raw.consents set changed_at = '2024-06-01' where user_id like '%7'")
    project.build_untested()
    first = dict(
        project.read(
            "select person_id like '%7', min(as_of)"
            " from int_owned_audiences__training_examples group by all"
        )
    )
    assert str(first[True]) > "2024-06-01"
    assert str(first[False]) < "2024-06-01"
    assert "u7" in persons(project, "owned_audiences__segments")


def test_without_consent_for_engagement_a_person_is_suppressed(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    (person,) = project.read("select min(person_id) from owned_audiences__engagement_plan")[0]
    run_sql(
        project,
        "update raw.consents set granted = false"
        f" where user_id = '{person}' and purpose = 'engagement'",
    )
    project.build_untested()
    assert person not in persons(project, "owned_audiences__engagement_plan")
    assert project.read(
        "select distinct suppression_reason from owned_audiences__segments"
        f" where person_id = '{person}'"
    ) == [("no consent for engagement",)]


def columns_with_ids(project):
    """Every text column and key of every relation of the package, temporary and backup ones too."""
    return project.read(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_schema != 'raw' and table_name != 'interactions'"
        " and (data_type = 'VARCHAR' or column_name in ('identifier_key', 'person_key'))"
    )


def places_of(project, ids, keys):
    """Where the ids and the keys are found, with the number of rows."""
    texts = ", ".join(f"'{one}'" for one in ids)
    numbers = ", ".join(str(key) for key in keys)
    counts = []
    for schema, table, column in columns_with_ids(project):
        if column in ("identifier_key", "person_key"):
            if table == "int_owned_audiences__identifiers":
                continue
            condition = f"{column} in ({numbers})"
        else:
            condition = f"{column} in ({texts})"
        place = f"'{table}.{column}', count(*) from {schema}.\"{table}\""
        counts.append(f"select {place} where {condition}")
    # in one query, as opening the file takes longer than reading it
    return {place: rows for place, rows in project.read(" union all ".join(counts)) if rows}


def erase(project, *users):
    values = ", ".join(f"('{user}', timestamp '2024-07-19')" for user in users)
    run_sql(project, f"insert into raw.erasures values {values}")


def keys_of(project, ids):
    texts = ", ".join(f"'{one}'" for one in ids)
    return [
        key
        for (key,) in project.read(
            "select identifier_key from int_owned_audiences__identifiers"
            f" where identifier in ({texts})"
        )
    ]


@pytest.fixture(scope="module")
def erased(built, tmp_path_factory):
    """Two people forgotten, with what was found of them before and after."""
    project = copy(built, tmp_path_factory)
    project.config = dict(built.config)
    (one,), (other,) = project.read(
        "select distinct person_id from owned_audiences__segment_events where person_id in"
        " (select user_id from owned_audiences__rejected_interactions) order by 1 limit 2"
    )
    # a stored failure, and what a broken run left, with an id of theirs each
    run_sql(
        project,
        "create table owned_audiences__segments__dbt_tmp as"
        " select * from owned_audiences__segments",
        "create table main_dbt_test__audit.assert_everybody_eligible_is_scored__dbt_backup as"
        f" select '{one}' as user_id",
    )
    ids = [one, f"c{one}", other, f"c{other}"]
    keys = keys_of(project, ids)
    before = places_of(project, ids, keys)
    raw = project.one("select count(*) from raw.interactions")
    erase(project, one, other)
    project.build()
    return project, ids, keys, before, raw


def test_an_erased_person_is_nowhere(erased):
    project, ids, keys, before, _ = erased
    print(f"\n{sum(before.values())} rows in {len(before)} columns before: {before}")
    for table in (
        "segment_events.person",
        "propensity_scores.person",
        "rejected_interactions.user",
    ):
        assert f"owned_audiences__{table}_id" in before
    assert "assert_everybody_eligible_is_scored__dbt_backup.user_id" in before
    assert "owned_audiences__segments__dbt_tmp.person_id" in before
    assert places_of(project, ids, keys) == {}
    assert project.one(
        "select count(*) from int_owned_audiences__identifiers where identifier is null"
    ) == len(ids)


def test_what_is_erased_is_counted_by_day(erased):
    project, ids, *_, raw = erased
    assert project.one("select sum(interactions) from owned_audiences__erased_interactions") == (
        project.one(f"select count(*) from raw.interactions where anonymous_id in {tuple(ids)}")
    )
    accepted = project.one("select sum(interactions) from int_owned_audiences__daily_activity")
    rejected = project.one("select count(*) from owned_audiences__rejected_interactions")
    gone = project.one("select sum(interactions) from owned_audiences__erased_interactions")
    assert accepted + rejected + gone == raw


def test_what_comes_after_brings_nobody_back(erased, tmp_path_factory):
    """Not even when the request is deleted with everything else the brand had of them."""
    project = copy(erased[0], tmp_path_factory)
    user, device = erased[1][:2]
    keys = project.one("select max(identifier_key) from int_owned_audiences__identifiers")
    run_sql(
        project,
        "delete from raw.erasures",
        "insert into raw.interactions by name"
        f" select 'late' as interaction_id, '{user}' as user_id,"
        " '2024-07-15 10:00:00' as occurred_at,"
        " timestamp '2024-07-18 10:00:00' as received_at, 'view' as interaction_type"
        " union all by name"
        f" select 'late2' as interaction_id, '{device}' as anonymous_id,"
        " '2024-07-15 10:00:00' as occurred_at, timestamp '2024-07-18 10:00:00' as received_at,"
        " 'view' as interaction_type",
    )
    before = project.one("select sum(interactions) from owned_audiences__erased_interactions")
    project.build()
    assert places_of(project, [user, device], [-1]) == {}
    assert project.one("select max(identifier_key) from int_owned_audiences__identifiers") == keys
    after = project.one("select sum(interactions) from owned_audiences__erased_interactions")
    assert after == before + 2


def test_the_variable_may_not_be_taken_away(erased, tmp_path_factory):
    project = copy(erased[0], tmp_path_factory)
    del project.vars["erasure_requests"]
    run = project.dbt("build")
    assert not run
    assert "erasure_requests is not set, but people have been erased" in run.said


TEST = "assert_no_erased_person_remains"
PLANTED = {
    "an id": "insert into owned_audiences__segment_events (audience, as_of, person_id, event)"
    " values ('buyers', '2024-07-01', '{user}', 'entered')",
    "a key": "update int_owned_audiences__daily_activity set identifier_key ="
    " (select min(identifier_key) from int_owned_audiences__identifiers where identifier is null)"
    " where rowid = 0",
    "an id in what a run left": "create table owned_audiences__segments__dbt_backup as"
    " select '{device}' as anonymous_id",
    "an id in stored failures": "create or replace table"
    " main_dbt_test__audit.assert_everybody_eligible_is_scored as select '{user}' as person_id",
}


@pytest.mark.parametrize("what", PLANTED)
def test_the_test_finds_what_is_planted(erased, tmp_path_factory, what):
    project = copy(erased[0], tmp_path_factory)
    assert project.dbt("test", "--select", TEST), "nothing is left"
    user, device = erased[1][:2]
    run_sql(project, PLANTED[what].format(user=user, device=device))
    run = project.dbt("test", "--select", TEST)
    assert not run
    assert run.statuses[TEST] == "fail"


def test_the_test_is_there_for_models_of_ones_own(erased, tmp_path_factory):
    project = copy(erased[0], tmp_path_factory)
    models = {
        "mine.sql": "select * from {{ ref('owned_audiences__segments') }}",
        "mine.yml": "models: [{name: mine, data_tests: [owned_audiences.no_erased_person]}]",
    }
    project = replace(project, models={**project.models, **models})
    project.build_untested("--select", "mine")
    assert project.dbt("test", "--select", "mine")
    run_sql(project, "drop view mine", f"create table mine as select '{erased[1][0]}' as person_id")
    assert not project.dbt("test", "--select", "mine")


def test_another_schema_keeps_keys_of_its_own(make_shop):
    """What an earlier setting of +schema left behind: rows of the same key are another person's."""
    project = make_shop(AUDIENCE)
    project.build_untested()
    run_sql(project, "update raw.interactions set user_id = null where user_id < 'u12'")
    project.config = {"models": {"owned_audiences": {"+schema": "audiences"}}}
    project.build_untested()
    counted = (
        "select identifier, sum(interactions) from {}.int_owned_audiences__daily_activity"
        " inner join {}.int_owned_audiences__identifiers using (identifier_key)"
        " where identifier is not null group by all order by all"
    )
    before = {s: project.read(counted.format(s, s)) for s in ("main", "main_audiences")}
    erase(project, "u7")
    run = project.dbt("build")
    assert run.statuses[TEST] == "fail"  # views of the old schema show the raw rows
    for schema, rows in before.items():
        left = [row for row in rows if row[0] not in ("u7", "cu7")]
        assert project.read(counted.format(schema, schema)) == left != rows, schema
    views = project.read(
        "select table_name from information_schema.tables"
        " where table_schema = 'main' and table_type = 'VIEW' and table_name like '%owned_aud%'"
    )
    run_sql(project, *(f"drop view main.{name}" for (name,) in views))
    assert project.dbt("test", "--select", TEST)
    run_sql(
        project,
        "update main.int_owned_audiences__identifiers set identifier = 'u7'"
        " where identifier = 'u9'",
    )
    assert not project.dbt("test", "--select", TEST)


def test_everybody_can_be_erased(make_shop):
    project = make_shop(AUDIENCE)
    erase(project, *persons(project, "(select user_id as person_id from raw.people)"))
    project.build(*ACCEPT)
    assert persons(project, "owned_audiences__person_profile") == set()


def test_the_last_one_of_the_newest_day_may_be_erased(make_project):
    """The reference date stays: else it would lie before what is kept, and stop every build."""
    project = make_project(
        AUDIENCE, models=MODELS, erasure_requests=GIVEN["erasure_requests"], consents=None
    )
    project.load_rows([*many_people(days=100), interaction("last", "late", dt.date(2024, 4, 11))])
    run_sql(project, "create table raw.erasures (user_id text, requested_at timestamp)")
    project.build_untested()
    erase(project, "late")
    project.build()
    as_of = "select distinct as_of from owned_audiences__segments"
    assert project.read(as_of) == [(dt.date(2024, 4, 12),)]


def test_an_id_with_odd_characters_is_erased(make_project):
    odd = 'o\'hara "x" 日本'
    project = make_project(
        AUDIENCE,
        models=MODELS,
        consents=None,
        erasure_requests=GIVEN["erasure_requests"],
    )
    project.load_rows([interaction(1, odd, "2024-01-01"), interaction(2, "ann", "2024-01-02")])
    run_sql(project, "create table raw.erasures (user_id text, requested_at timestamp)")
    project.build_untested()
    assert odd in persons(project, "owned_audiences__person_profile")
    run_sql(
        project, f"insert into raw.erasures values ('{odd.replace(chr(39), 2 * chr(39))}', null)"
    )
    project.build()
    assert persons(project, "owned_audiences__person_profile") == {"ann"}


def test_links_may_be_deleted_together_with_the_person(make_project):
    """What the last run took for theirs is theirs; who only looks alike stays."""
    inputs = {name: GIVEN[name] for name in ("erasure_requests", "identity_links")}
    project = make_project(AUDIENCE, models=MODELS, consents=None, **inputs)
    alike = [interaction(4, "user:ann", "2024-01-01"), interaction(5, "bob", "2024-01-02")]
    device = interaction(2, None, "2024-01-02", anonymous_id="phone")
    project.load_rows([interaction(1, "ann", "2024-01-01"), device, *alike])
    run_sql(
        project,
        "create table raw.erasures (user_id text, requested_at timestamp)",
        "create table raw.links as select 'ann' as user_id, 'phone' as anonymous_id,"
        " timestamp '2024-01-02' as linked_at",
    )
    project.build_untested()
    project.load_rows([device, *alike])
    run_sql(project, "delete from raw.links", "insert into raw.erasures values ('ann', null)")
    project.build(*ACCEPT)
    assert places_of(project, ["ann", "phone"], [-1]) == {}
    assert persons(project, "owned_audiences__person_profile") == {"user:ann", "bob"}


@pytest.mark.parametrize("when", ["2999-01-01", "last week"])
def test_a_no_is_heeded_whatever_its_time(make_project, when):
    """A wrong clock, or a date that cannot be read, keeps nobody in who asked to be erased."""
    project = make_project(AUDIENCE, models=MODELS, consents=GIVEN["consents"])
    project.load_rows([interaction(1, "ann", "2024-01-01"), interaction(2, "bob", "2024-01-02")])
    run_sql(
        project,
        "create table raw.consents as select unnest(['ann', 'bob']) as user_id,"
        " 'scoring' as purpose, true as granted, '2023-12-01' as changed_at",
        f"insert into raw.consents values ('ann', 'scoring', false, '{when}')",
    )
    project.build()
    assert persons(project, "owned_audiences__segments") == {"bob"}
