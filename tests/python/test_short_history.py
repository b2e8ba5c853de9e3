"""Short histories: scorecards of short labels, averaged and brought to the horizon."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import expit
from sklearn.metrics import roc_auc_score

from owned_audiences.points import PointsTable, from_json
from owned_audiences.short_history import average_tables, expected_by_horizon, shift_to_rate
from test_training import make_schemas, one

HORIZON, SHORT = 28, 7
AS_OF = dt.date(2024, 3, 11)
CUTOFFS = [AS_OF - dt.timedelta(SHORT * k) for k in range(1, 9)]  # the newest first
WHOLE = [AS_OF - dt.timedelta(HORIZON + SHORT * k) for k in range(3)]


def table(features, edges, points, intercept):
    return PointsTable(
        features=features,
        edges=tuple(np.array(e, float) for e in edges),
        points=tuple(np.array(p, np.int64) for p in points),
        averages=np.zeros(len(features), np.int64),
        intercept=intercept,
    )


def test_the_average_of_two_scorecards_scores_halfway_between_them():
    a = table(("count", "spend"), [[2, 5], [10]], [[0, 10, 20, 40], [-8, 4, 16]], 100)
    b = table(("count", "visits"), [[3], []], [[-4, 6, 30], [2, 8]], -300)
    both = average_tables(a, b)
    assert both.features == ("count", "spend", "visits")
    rng = np.random.default_rng(0)
    X = rng.choice([0, 1, 2, 3, 4.5, 5, 9, 10, 50, -3], (500, 3))
    halfway = (a.score(X[:, [0, 1]]) + b.score(X[:, [0, 2]])) / 2
    assert np.abs(both.score(X) - halfway).max() <= 2  # each part is rounded


def test_a_feature_that_one_card_never_saw_has_half_of_the_points():
    a = table(("count",), [[]], [[0]], 0)
    b = table(("count",), [[3]], [[-4, 6, 30]], 0)
    assert average_tables(a, b).points[0].tolist() == [-2, 3, 15]
    assert average_tables(a, a).points[0].tolist() == [0]


@pytest.mark.parametrize("expected", [3.0, 40.0, 180.0])
def test_a_shift_makes_as_many_expected(expected):
    rng = np.random.default_rng(6)
    points = np.round(rng.normal(-20_000, 10_000, 100)).astype(np.int64)
    weight = rng.uniform(1, 3, 100)
    shift = shift_to_rate(points, weight, expected)
    found = np.sum(weight * expit((points + shift) / 10_000))
    assert found == pytest.approx(min(expected, weight.sum()), rel=1e-3)


def test_a_shift_is_finite_when_nobody_or_everybody_acts():
    points, weight = np.zeros(50, np.int64), np.ones(50)
    assert shift_to_rate(points, weight, 0.0) == -shift_to_rate(points, weight, 50.0) < 0


def test_four_weeks_that_go_on_alike_have_nearly_four_times_as_many():
    rare = np.full(1000, -50_000)
    once = np.sum(expit(rare / 10_000))
    assert expected_by_horizon(rare, np.ones(1000), 4, False) == pytest.approx(4 * once, rel=0.02)
    certain = np.full(10, 90_000)
    assert expected_by_horizon(certain, np.ones(10), 4, False) == pytest.approx(10, rel=0.01)


def test_who_is_absent_all_the_time_is_everyone_but_those_who_act_within_it():
    points = np.array([-30_000, 0, 5_000, 40_000])
    absent = expected_by_horizon(-points, np.ones(4), 4, True)
    assert absent == pytest.approx(4 - expected_by_horizon(points, np.ones(4), 4, False))


def make_short(people=800, with_whole=True, signal=1.2, seed=1):
    """Eight weeks of history: a taste tells who acts in each week, at a steady rate."""
    rng = np.random.default_rng(seed)
    taste = rng.normal(size=people)
    rate = expit(-3.2 + signal * taste)  # of a week
    examples, features = [], []
    dates = [(day, SHORT, rate) for day in CUTOFFS]
    if with_whole:
        dates += [(day, HORIZON, 1 - (1 - rate) ** 4) for day in WHOLE]
    seen = set()
    for day, days, acting in sorted(dates):
        for person in rng.permutation(people):
            example = {"example_id": len(examples), "audience": "a", "as_of": day}
            example |= {"label_days": days, "person_key": int(person), "weight": 1.0}
            example |= {"acted": bool(rng.random() < acting[person])}
            examples.append(example | {"baseline_score": float(rng.random())})
            if (day, person) not in seen:
                seen.add((day, person))
                value = {"feature": "taste", "value": float(taste[person] + 10)}
                features.append({"audience": None, "as_of": day, "person_key": int(person)} | value)
    cutoffs = [
        {"model_as_of": model, "as_of": day, "label_days": SHORT}
        for model in [AS_OF, *CUTOFFS[:4]]
        for day in CUTOFFS
        if day + dt.timedelta(SHORT) <= model
    ]
    if with_whole:
        cutoffs += [{"model_as_of": AS_OF, "as_of": day, "label_days": HORIZON} for day in WHOLE]
    audience = {"audience": "a", "as_of": AS_OF, "audience_type": "desired_action", "gap_days": 0}
    audience |= {"horizon_days": HORIZON, "definition_hash": "h", "model_version": "v"}
    audience |= {
        "needs_fit": True,
        "is_absent": False,
        "value": None,
        "tiers": '{"high": 0.1}',
        "with_boosting": False,
    }
    tables = {
        "audiences": [audience],
        "cutoffs": [{"audience": "a"} | row for row in cutoffs],
        "examples": examples,
        "features": features,
        "rates": [],
    }
    schemas = make_schemas()
    return {n: pa.Table.from_pylist(rows, schemas[n]) for n, rows in tables.items()}, taste


@pytest.mark.parametrize("with_whole", [True, False])
def test_a_short_history_is_learned_on_shorter_windows(with_whole):
    inputs, taste = make_short(with_whole=with_whole)
    row = one(inputs)
    assert row["status"] == "scorecard"
    assert "validated on windows of 7 days" in row["status_reason"]
    assert row["validated_windows"] == 4
    card = from_json(row["scorecard"])
    points = card.score(taste[:, None] + 10)
    truth = 1 - (1 - expit(-3.2 + 1.2 * taste)) ** 4
    # the level of the whole horizon, not of a week
    assert np.sum(expit(points / 10_000)) == pytest.approx(truth.sum(), rel=0.12)
    rng = np.random.default_rng(9)
    acted = rng.random(len(truth)) < truth
    assert roc_auc_score(acted, points) > roc_auc_score(acted, truth) - 0.02
    # there is no interval from the past yet but that of the prior
    assert row["calibration_error"] == 0.4


def test_what_was_not_validated_is_not_said_to_be():
    inputs, _ = make_short()
    nobody = {name: inputs[name].slice(0, 0) for name in ("examples", "features")}
    row = one(inputs | nobody)
    assert row["status"] == "too_few_positives"
    assert "validated" not in row["status_reason"]


def test_a_short_history_without_a_signal_is_refused():
    published = [
        one(make_short(people=400, signal=0.0, seed=seed)[0])["status"] for seed in range(6)
    ]
    assert published == ["no_signal"] * 6
