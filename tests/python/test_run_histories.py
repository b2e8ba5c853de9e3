"""Histories with too little, holes and sudden turns: a right result, or a sentence on why not."""

import datetime as dt
import re

import pytest

from project import AUDIENCE, PLAIN, synthetic_shop

YEARS = 1200  # days
WEEK = {**AUDIENCE, "horizon_days": 7}
# Years before the simulated ones, which end in the future.
EARLIER = """
    select * replace (
        occurred_at - interval 1461 day as occurred_at,
        received_at - interval 1461 day as received_at
    )
    from (select * exclude (known_on) from rows where known_on < date '{day}' and ({kept}))
"""
HOLES = {
    # that ended when the window of a year ago began
    "a year is missing": "not occurred_at between date '{day}' - 729 and date '{day}' - 364",
    "the first year is nearly empty": "occurred_at >= date '2025-01-01'"
    " or interaction_id like '%777'",
}


@pytest.fixture(scope="module")
def years():
    return synthetic_shop(people=250, days=YEARS, seed=3)


def found(project):
    """Status, reason, AUC and error of calibration of the model, and how many are to act."""
    (model,) = project.read(
        "select status, status_reason, auc, calibration_error"
        " from owned_audiences__propensity_models"
    )
    sizes = project.read(
        "select expected_actions, expected_actions_low, expected_actions_high"
        " from owned_audiences__audience_sizes where share = 1"
    )
    return *model, sizes


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_in_the_history_does_not_mislead(make_project, years, hole):
    project = make_project(AUDIENCE)
    kept = HOLES[hole].format(day=years.as_of)
    project.load(EARLIER.format(day=years.as_of, kept=kept), rows=years.rows)
    project.build()
    status, _, _, error, [(expected, *_)] = found(project)
    assert status == "scorecard"
    assert expected == pytest.approx(len(years.buyers()), rel=0.35)
    # nor does it make the interval so wide that it says nothing
    assert error < 0.2


def without_purchases(shop, days):
    """Rows of a shop in which nobody bought in its last days."""
    stopped = shop.as_of - dt.timedelta(days=days)
    bought = f"(interaction_type != 'purchase' or occurred_at < date '{stopped}')"
    return f"{PLAIN.format(day=shop.as_of)} and {bought}"


def test_where_nobody_acted_in_the_newest_window_few_are_expected(make_project, shop):
    project = make_project(AUDIENCE)
    project.load(without_purchases(shop, 20), rows=shop.rows)
    project.build()
    status, _, _, _, [(expected, low, high)] = found(project)
    assert status == "scorecard"
    assert low < 5
    assert expected < len(shop.buyers()) / 2
    assert expected < high


def test_where_nobody_acted_in_any_past_window_nothing_is_learned(make_project, shop):
    project = make_project(AUDIENCE)
    project.load(without_purchases(shop, 100), rows=shop.rows)
    project.build()
    status, reason, *_ = found(project)
    assert status == "too_few_positives"
    assert reason.startswith("Only 0 of 3,600 training examples did the action")
    assert project.read("select distinct tier from owned_audiences__segments") == [(None,)]


def test_everybody_acted_in_the_newest_window(make_project, shop):
    project = make_project(AUDIENCE)
    project.load(
        f"""
        {PLAIN.format(day=shop.as_of)}
        union all by name
        select
            'all-' || user_id as interaction_id, user_id, 'purchase' as interaction_type,
            timestamp '{shop.as_of}' - interval 7 day as occurred_at
        from (select distinct user_id from rows)
        """,
        rows=shop.rows,
    )
    project.build()
    status, reason, auc, _, [(expected, low, high)] = found(project)
    assert status == "scorecard"
    assert auc > 0.6
    # a window in which all are alike ranks nobody, and is not among what the rule saw
    assert int(re.search(r"on ([\d,]+) positives in 3 past", reason)[1]) < 300
    # more than ever, and not more than there are
    assert len(shop.buyers()) < low < expected < high <= 600


@pytest.mark.parametrize(
    ("audience", "days", "status", "sentence"),
    [
        (WEEK, 9, "too_few_positives", "The history is too short for the horizon: there is"),
        (AUDIENCE, 30, "baseline", "it was validated on windows of 7 days"),
    ],
)
def test_with_one_window_it_says_what_there_is(
    make_project, shop, audience, days, status, sentence
):
    project = make_project(audience)
    project.load(PLAIN.format(day=dt.date(2024, 1, 1) + dt.timedelta(days)), rows=shop.rows)
    project.build()
    assert found(project)[0] == status
    assert sentence in found(project)[1]
