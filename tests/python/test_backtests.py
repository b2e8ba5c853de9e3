"""Backtests: their figures against known ones, and what they must not see."""

import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import expit
from sklearn.metrics import average_precision_score, roc_auc_score

from owned_audiences.audiences import Tier
from owned_audiences.calibration import Calibration
from owned_audiences.measures import (
    Outcomes,
    measure_forecast,
    measure_ranking,
    recency_frequency_value,
)
from test_training import VALIDATED, make_inputs, one, replace

TIERS = (Tier("high", 0.0, 0.1), Tier("medium", 0.1, 0.3))
EXACT = Calibration(shift_points=0, error=0.0, df=2.0, t=1.886)


def outcomes(n=4000, seed=0):
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(-2, 1.2, n)
    acted = rng.random(n) < expit(log_odds)
    people = Outcomes(dt.date(2024, 1, 1), acted, rng.uniform(1, 3, n), np.arange(n))
    return people, log_odds


def by_part(measures, name):
    return {m.part: m for m in measures if m.measure == name}


def test_rankings_are_measured_as_scikit_learn_does():
    people, log_odds = outcomes()
    unweighted = Outcomes(people.as_of, people.acted, np.ones(4000), people.person)
    found = measure_ranking(unweighted, "scorecard", log_odds, TIERS)
    auc = by_part(found, "auc")["all"]
    assert auc.value == pytest.approx(roc_auc_score(people.acted, log_odds))
    assert auc.low < auc.value < auc.high
    precision = by_part(measure_ranking(people, "scorecard", log_odds, TIERS), "pr_auc")["all"]
    expected = average_precision_score(people.acted, log_odds, sample_weight=people.weight)
    assert precision.value == pytest.approx(expected)
    assert precision.low < precision.value < precision.high
    top = people.acted[np.argsort(-log_odds)][:400].mean() / people.acted.mean()
    assert by_part(found, "lift")["high"].value == pytest.approx(top, rel=0.01)


def test_chance_has_no_lift():
    people, _ = outcomes()
    noise = np.random.default_rng(5).normal(size=4000)
    found = measure_ranking(people, "scorecard", noise, TIERS)
    for lift in by_part(found, "lift").values():
        assert lift.low < 1 < lift.high


def test_a_forecast_is_measured_by_tier_and_tenth():
    people, log_odds = outcomes()
    found = measure_forecast(people, "scorecard", log_odds, EXACT, TIERS)
    total, observed = (by_part(found, name) for name in ("people", "observed"))
    expected = by_part(found, "expected")
    assert total["all"].value == pytest.approx(people.weight.sum())
    assert observed["all"].value == pytest.approx(np.sum(people.weight * people.acted))
    tenths = [f"tenth {k}" for k in range(1, 11)]
    for figures in (total, expected, observed):
        assert sum(figures[t].value for t in tenths) == pytest.approx(figures["all"].value)
    assert expected["tenth 1"].value > expected["tenth 10"].value
    assert expected["tenth 1"].value == pytest.approx(expected["high"].value)
    assert expected["all"].low < observed["all"].value < expected["all"].high
    shifted = Calibration(shift_points=20_000, error=0.0, df=2.0, t=1.886)
    more = by_part(measure_forecast(people, "scorecard", log_odds, shifted, TIERS), "expected")
    assert more["all"].value == pytest.approx(np.sum(people.weight * expit(log_odds + 2)))


@pytest.mark.parametrize("stretch", [0.5, 1.0, 2.0])
def test_log_odds_that_are_too_extreme_have_a_slope_below_one(stretch):
    people, log_odds = outcomes()
    found = measure_forecast(people, "scorecard", log_odds * stretch, EXACT, TIERS)
    assert by_part(found, "slope")["all"].value == pytest.approx(1 / stretch, rel=0.1)


def test_an_interval_of_one_person_lies_between_nobody_and_one():
    one_person = Outcomes(dt.date(2024, 1, 1), np.array([True]), np.ones(1), np.zeros(1, int))
    wide = Calibration(shift_points=0, error=1.0, df=2.0, t=1.886)
    found = by_part(measure_forecast(one_person, "scorecard", np.zeros(1), wide, ()), "expected")
    margin = 1.886 * np.sqrt(1 + 1 / 0.25)
    assert found["all"].low == pytest.approx(expit(-margin))
    assert found["all"].high == pytest.approx(expit(margin))


@pytest.mark.parametrize("all_or_nobody", [True, False])
def test_a_window_of_one_class_has_no_ranking_but_a_forecast(all_or_nobody):
    people, log_odds = outcomes()
    same = Outcomes(people.as_of, np.full(4000, all_or_nobody), people.weight, people.person)
    assert measure_ranking(same, "scorecard", log_odds, TIERS) == []
    assert measure_forecast(same, "scorecard", log_odds, EXACT, TIERS)


def test_fifths_of_recency_frequency_and_value_add_up():
    values = {
        "recency": np.array([1.0, 2, 3, 4, 0]),
        "frequency": np.array([5.0, 4, 3, 2, 0]),
        "value": np.array([50.0, 40, 30, 20, 0]),
    }
    assert recency_frequency_value(values).tolist() == [12, 9, 6, 3, 0]


@pytest.fixture(scope="module")
def inputs():
    return make_inputs()


def measures(row, ranking, name):
    return {
        m["as_of"]: m["value"]
        for m in json.loads(row["backtests"])
        if (m["ranking"], m["measure"], m["part"]) == (ranking, name, "all")
    }


def test_every_past_date_is_tested(inputs):
    row = one(inputs)
    dates = [date.isoformat() for date in VALIDATED]
    for ranking in ("scorecard", "baseline"):
        assert list(measures(row, ranking, "auc")) == dates
    assert measures(row, "boosting", "auc") == {}
    difference = measures(row, "scorecard", "auc_difference")
    assert list(difference.values()) == [row["auc_difference"]]


def test_boosting_stands_beside_the_scorecard_where_it_is_asked_for(inputs):
    row = one(inputs | {"audiences": replace(inputs["audiences"], "with_boosting", [True])})
    for date, auc in measures(row, "boosting", "auc").items():
        assert auc == pytest.approx(measures(row, "scorecard", "auc")[date], abs=0.08)


def test_who_will_not_act_is_ranked_by_the_opposite_of_recency_frequency_and_value(inputs):
    absent = inputs | {"audiences": replace(inputs["audiences"], "is_absent", [True])}
    turned = measures(one(absent), "recency_frequency_value", "auc")
    assert turned
    for date, auc in measures(one(inputs), "recency_frequency_value", "auc").items():
        assert turned[date] == pytest.approx(1 - auc)


def test_a_backtest_does_not_see_what_came_after_it():
    """Outcomes and rates of later dates changed, the earliest backtest stays the same.

    Of so many people, that is: with fewer the regularisation is chosen over all windows.
    """
    inputs = make_inputs(people=1500)
    first = VALIDATED[0]
    later = np.array([day > first for day in inputs["examples"]["as_of"].to_pylist()])
    acted = inputs["examples"]["acted"].to_numpy(zero_copy_only=False)
    flipped = replace(inputs["examples"], "acted", pa.array(np.where(later, ~acted, acted)))
    rates = [
        row | {"actors": 5} if row["as_of"] >= first else row for row in inputs["rates"].to_pylist()
    ]
    changed = inputs | {
        "examples": flipped,
        "rates": pa.Table.from_pylist(rates, inputs["rates"].schema),
    }
    before, after = one(inputs), one(changed)
    for name in ("auc", "pr_auc"):
        assert (
            measures(before, "scorecard", name)[first.isoformat()]
            == measures(after, "scorecard", name)[first.isoformat()]
        )
    assert before["backtests"] != after["backtests"]


def test_permuted_labels_rank_nobody():
    """A canary of the models: without a signal a backtest is at .5, and nothing is published."""
    rng = np.random.default_rng(3)
    inputs = make_inputs(people=600)
    examples = inputs["examples"].to_pandas()
    examples["acted"] = examples.groupby("as_of")["acted"].transform(
        lambda acted: rng.permutation(acted.to_numpy())
    )
    permuted = pa.Table.from_pandas(examples, inputs["examples"].schema, preserve_index=False)
    row = one(inputs | {"examples": permuted})
    assert row["status"] == "no_signal"
    assert np.mean(list(measures(row, "scorecard", "auc").values())) == pytest.approx(0.5, abs=0.05)
    assert measures(row, "scorecard", "brier") == {}
