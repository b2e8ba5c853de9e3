"""What was not known before as_of plays no part, nor does the order of rows or the threads."""

import math

import pyarrow as pa
import pytest

from project import AUDIENCE, RAW, TEA

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
TRAINED = [
    *WITH_IDS,
    "int_owned_audiences__cutoffs",
    "int_owned_audiences__fitted_models",
    "owned_audiences__audiences",
    "owned_audiences__propensity_models",
    "owned_audiences__scorecards",
]
USED = [
    "owned_audiences__audience_sizes",
    "owned_audiences__contact_exclusions",
    "owned_audiences__contact_list",
    "owned_audiences__engagement_plan",
    "owned_audiences__person_profile",
    "owned_audiences__propensity_scores",
    "owned_audiences__segment_events",
    "owned_audiences__segment_history",
    "owned_audiences__segments",
    "owned_audiences__suppressions",
]


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
def hindsight(make_project, shop):
    """The same as_of with the future in the data: the days after it and rows that came late."""
    project = make_project(AUDIENCE, TEA, contact_types=["mail"], as_of=str(shop.as_of))
    project.load(
        f"""
        from ({RAW})
        union all by name
        -- who will buy "clicked" on every day of the last year, as is known since as_of only
        select
            'told-' || user_id || '-' || k as interaction_id, user_id, 'click' as interaction_type,
            date '{shop.as_of}' - cast(k as integer) as occurred_at,
            timestamp '{shop.as_of}' as received_at
        from buyers cross join range(1, 366) as days(k)
        union all by name
        -- and "bought" within the label windows of the past
        select
            'late-' || user_id as interaction_id, user_id, 'purchase' as interaction_type,
            'tea' as topic, date '{shop.as_of}' - 10 as occurred_at,
            timestamp '{shop.as_of}' + interval 3 hour as received_at
        from (select distinct user_id from rows)
        """,
        rows=shop.rows,
        buyers=pa.table({"user_id": sorted(shop.buyers())}),
    )
    project.build()
    return project


@pytest.mark.parametrize("table", TRAINED + USED)
def test_hindsight_changes_nothing(base, hindsight, table):
    expected = contents(base, table)
    assert expected
    assert contents(hindsight, table) == expected


def test_the_canaries_count_what_was_left_out_and_do_not_alarm(hindsight):
    found = hindsight.read(
        """
        select audience, canary, value > 0, is_alarming from owned_audiences__canaries
        where canary in ('features_from_the_future', 'rows_known_later')
        order by audience, canary
        """
    )
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


@pytest.mark.parametrize("table", TRAINED + USED)
def test_order_of_rows_and_threads_change_nothing(base, shuffled, table):
    assert contents(shuffled, table) == contents(base, table)


def test_rejected_rows_are_the_same_in_any_order(base, shuffled):
    table = "owned_audiences__rejected_interactions"
    assert contents(shuffled, table) == contents(base, table)
