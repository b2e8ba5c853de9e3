"""What was not known before as_of plays no part, nor does the order of rows or the threads."""

import datetime as dt
import math

import pytest

from owned_audiences.hindsight import COMPARED, check_hindsight
from owned_audiences.past_runs import PastRuns
from project import AUDIENCE, RAW, TEA, dbt_in_process

AS_OF = dt.date(2025, 1, 25)
# The shop has neither a list nor an export.
EMPTY = {"owned_audiences__exports", "owned_audiences__seed_health"}
NOT_EMPTY = [table for table in COMPARED if table not in EMPTY]

# Keys are numbers that each database gives in its own order: people are told by their ids.
WITH_IDS = {
    "int_owned_audiences__training_examples": "select * exclude (person_key) from {table}",
    "int_owned_audiences__training_features": """
        select features.* exclude (person_key), identifiers.person_id from {table} as features
        inner join int_owned_audiences__person_identifiers as identifiers using (person_key)
    """,
    "int_owned_audiences__scoring_features": """
        select features.* exclude (person_key), identifiers.person_id from {table} as features
        inner join int_owned_audiences__person_identifiers as identifiers using (person_key)
    """,
}


def contents(project, table):
    """All rows, sorted; a float to 10 digits, as sums of floats depend on their order."""
    query = WITH_IDS.get(table, "select * from {table}").format(table=table)
    rows = [tuple(map(rounded, row)) for row in project.read(query)]
    return sorted(rows, key=repr)


def rounded(value):
    if isinstance(value, float) and math.isfinite(value):
        return float(f"{value:.10g}")
    return value


@pytest.fixture(scope="module")
def past(base):
    """The shop 30 days before, as was known then and with what came later in the data."""
    with PastRuns(base.database, base.folder, dbt=dbt_in_process) as runs:
        yield runs, check_hindsight(runs, AS_OF)


def test_hindsight_changes_nothing(past):
    runs, found = past
    assert found.differences == ()
    assert found.tables == len(COMPARED)
    assert found.later > found.late > 1000
    with runs.connect() as connection:
        for table in NOT_EMPTY:
            assert connection.execute(f"from {runs.relation(table)} limit 1").fetchall(), table


def test_the_canaries_count_what_was_left_out_and_do_not_alarm(past):
    runs, _ = past
    with runs.connect() as connection:
        found = connection.execute(
            f"""
            select audience, canary, value > 0, is_alarming
            from {runs.relation("owned_audiences__canaries")}
            where canary in ('features_from_the_future', 'rows_known_later')
            order by audience, canary
            """
        ).fetchall()
    assert found == [
        (audience["name"], canary, is_found, False)
        for audience in (AUDIENCE, TEA)
        for canary, is_found in (("features_from_the_future", False), ("rows_known_later", True))
    ]


@pytest.fixture(scope="module")
def shuffled(make_project, shop):
    project = make_project(AUDIENCE, TEA, contact_types=["mail"])
    project.threads = 2
    project.load(f"select * from ({RAW}) order by md5(interaction_id || 'salt')", rows=shop.known)
    project.build()
    return project


@pytest.mark.parametrize("table", NOT_EMPTY)
def test_order_of_rows_and_threads_change_nothing(base, shuffled, table):
    assert contents(shuffled, table) == contents(base, table)


def test_rejected_rows_are_the_same_in_any_order(base, shuffled):
    table = "owned_audiences__rejected_interactions"
    assert contents(shuffled, table) == contents(base, table)
