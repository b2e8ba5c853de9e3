"""What was expected of stored scores, compared with what people then did."""

import datetime as dt

import pytest

from project import AUDIENCE, RAW

LATER = 20  # days after which the label window of AUDIENCE has ended and its late rows have come
LIVE = "from owned_audiences__scoreboard where not is_backtest"


@pytest.fixture(scope="module")
def scored(make_project, shop):
    """A project scored twenty days ago, and again today."""
    project = make_project(AUDIENCE, contact_types=["mail"])
    project.load(RAW, rows=shop.known)
    first = shop.as_of - dt.timedelta(days=LATER)
    project.build_untested(as_of=str(first))
    project.build_untested(as_of=str(shop.as_of))
    return project, first


def test_the_scoreboard_begins_with_the_backtests_of_the_first_run(scored):
    project, first = scored
    rows = project.read(
        "select distinct as_of, checked_on from owned_audiences__scoreboard where is_backtest"
    )
    assert len(rows) == 6
    assert all(as_of < first and checked_on == first for as_of, checked_on in rows)


def test_scores_are_compared_with_what_people_did(scored):
    """Counted again from the raw rows, without a model of the package but the stored scores."""
    project, first = scored
    until = first + dt.timedelta(days=AUDIENCE["horizon_days"])
    counted = f"""
        with acted as (
            select distinct user_id
            from interactions
            where
                interaction_type = 'purchase'
                and occurred_at >= timestamp '{first}' and occurred_at < timestamp '{until}'
        )
        select
            count(*), round(sum(propensity), 6), count(acted.user_id)
        from owned_audiences__propensity_scores as scores
        left join acted on scores.person_id = acted.user_id
        where scores.as_of = date '{first}'
    """
    found = project.read(
        f"select people, round(expected_actions, 6), observed_actions {LIVE} and part = 'all'"
    )
    assert found == project.read(counted)
    ((people, expected, observed),) = found
    assert people > 300
    assert observed > 20
    assert expected == pytest.approx(observed, rel=0.5)


@pytest.mark.parametrize("parts", ["part like 'tenth %'", "part in ('high', 'medium', 'rest')"])
def test_parts_add_up_to_all(scored, parts):
    project, _ = scored
    sums = "round(sum(expected_actions), 6), sum(people), sum(observed_actions)"
    assert project.read(f"select {sums} {LIVE} and {parts}") == project.read(
        f"select {sums} {LIVE} and part = 'all'"
    )
    ((held,),) = project.read(
        f"select bool_and(expected_actions between expected_actions_low and expected_actions_high)"
        f" {LIVE}"
    )
    assert held


def test_what_is_entered_stays_and_a_new_definition_begins_anew(scored, shop):
    """Runs after the others: it builds the project that they read."""
    project, _ = scored
    board = "select * from owned_audiences__scoreboard order by all"
    before = project.read(board)
    project.build_untested(as_of=str(shop.as_of))
    assert project.read(board) == before
    changed = AUDIENCE | {"horizon_days": 10}
    project.build_untested(as_of=str(shop.as_of + dt.timedelta(days=1)), audiences=[changed])
    after = project.read(board)
    assert set(before) < set(after)
    new = set(after) - set(before)
    versions = project.read("select distinct audience_version from owned_audiences__audiences")
    assert {row[1] for row in new} == {versions[0][0]}
    assert {row[5] for row in new} == {True}
