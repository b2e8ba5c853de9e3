"""Seed sets: what is learned of them, and what is said of their health."""

import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score

from owned_audiences.fit import SCHEMA
from owned_audiences.seed_sets import balance, find_periods
from test_training import dates, make_schemas, run

AS_OF = dt.date(2025, 1, 1)


def make_list(members, others, strength=1.5, seed=0, drift=0.0, dated=True):
    """Members and others of whom `taste` tells; the others' dates are later by `drift` days."""
    rng = np.random.default_rng(seed)
    schemas = make_schemas()
    n = members + others
    acted = np.arange(n) < members
    days = rng.integers(30, 330, n) if dated else np.zeros(n, int)
    days = np.maximum(days - drift * ~acted, 1) if dated else days
    examples, features = [], []
    for k in range(n):
        as_of = AS_OF - dt.timedelta(int(days[k]))
        row = {"as_of": as_of, "person_key": k}
        recency = {"baseline_score": float(-rng.integers(1, 100))}
        examples.append(row | recency | {"audience": "l", "label_days": 0, "acted": bool(acted[k])})
        taste = rng.gamma(2, 2) * np.exp(strength * acted[k] / 2)
        wide = {"taste": taste, "noise": rng.gamma(2, 2), "trend": 400.0 - days[k]}
        features += [row | {"audience": None, "feature": f, "value": v} for f, v in wide.items()]
    examples.sort(key=lambda r: (r["as_of"], r["person_key"] * 7919 % 1009))
    for k, example in enumerate(examples):
        example |= {"example_id": k, "weight": n / 2 / (members if example["acted"] else others)}
    audiences = {
        "audience": ["l"],
        "as_of": dates([AS_OF]),
        "audience_type": ["seed_set"],
        "horizon_days": pa.nulls(1, pa.int32()),
        "gap_days": pa.nulls(1, pa.int32()),
        "definition_hash": ["h"],
        "model_version": ["v"],
        "needs_fit": [True],
        "is_absent": [False],
        "value": pa.nulls(1, pa.string()),
        "tiers": ['{"high": 0.1}'],
        "with_boosting": [False],
    }
    return {
        "audiences": pa.table(audiences),
        "cutoffs": schemas["cutoffs"].empty_table(),
        "examples": pa.Table.from_pylist(examples, schemas["examples"]),
        "features": pa.Table.from_pylist(features, schemas["features"]),
        "rates": schemas["rates"].empty_table(),
    }


def fit_list(*args, **kwargs):
    inputs = make_list(*args, **kwargs)
    fitted = run(inputs)
    assert fitted.schema == SCHEMA
    (row,) = fitted.to_pylist()
    return row


def taste_auc(inputs):
    """How well the taste itself tells members from others: the truth."""
    acted = {r["person_key"]: r["acted"] for r in inputs["examples"].to_pylist()}
    taste = [r for r in inputs["features"].to_pylist() if r["feature"] == "taste"]
    return roc_auc_score([acted[r["person_key"]] for r in taste], [r["value"] for r in taste])


def test_a_taste_is_learned_as_well_as_it_tells():
    row = fit_list(400, 2000)
    truth = taste_auc(make_list(400, 2000))
    assert row["status"] == "scorecard"
    assert row["auc"] == pytest.approx(truth, abs=0.02)
    assert row["auc_low"] < truth < row["auc_high"]
    assert (row["positives"], row["examples"]) == (400, 2400)
    assert row["slope"] is row["backtests"] is row["calibration_error"] is None
    assert row["calibration_shift_points"] == 0
    assert "resemblance" in row["status_reason"]
    assert "rough" not in row["status_reason"]
    assert "effect" not in row["status_reason"]


def test_the_scorecard_stands_for_as_many_members_as_others():
    card = json.loads(fit_list(100, 2000)["scorecard"])
    for feature in card["features"]:
        members = sum(b["share"] * (b["action_rate"] or 0) for b in feature["bins"])
        assert members == pytest.approx(0.5, abs=1e-3)


def test_few_and_undated_members_are_said_to_be():
    row = fit_list(100, 800, dated=False)
    assert "fewer than 200" in row["status_reason"]
    assert "100 of them" in row["status_reason"]
    assert "effect rather than the cause" in row["status_reason"]


@pytest.mark.parametrize(
    ("members", "others", "said"),
    [(0, 500, "None"), (19, 500, "Only 19"), (500, 19, "Only 19 known and eligible people")],
)
def test_too_few_are_refused(members, others, said):
    row = fit_list(members, others)
    assert row["status"] == "too_few_positives"
    assert row["status_reason"].startswith(said)
    assert row["scorecard"] is row["auc"] is None


def test_twenty_members_are_enough_where_they_stand_out():
    row = fit_list(20, 1000, strength=5.0)
    assert row["status"] == "scorecard"
    assert row["auc"] > 0.9


def test_a_list_of_anybody_has_no_signal():
    rows = [fit_list(members, 1000, strength=0, seed=s) for s in range(10) for members in (20, 200)]
    assert sum(row["status"] == "scorecard" for row in rows) <= 1  # 1 % by chance each
    refused = [row for row in rows if row["status"] == "no_signal"]
    assert all(row["scorecard"] is None for row in refused)
    assert np.mean([row["auc"] for row in rows]) == pytest.approx(0.5, abs=0.03)


def test_dates_alone_tell_nothing():
    """The others' dates are later, and a feature grows with the date: no difference of people."""
    row = fit_list(500, 2000, strength=0, drift=60)
    assert row["auc"] < 0.6  # compared across dates it would be .67
    across = make_list(500, 2000, strength=0, drift=60)["examples"].to_pylist()
    days = [(AS_OF - r["as_of"]).days for r in across]
    assert roc_auc_score([r["acted"] for r in across], days) > 0.65


def test_weights_balance_each_period_and_count_the_smaller_class():
    acted = np.array([True, True, True, False, False, False, False, True])
    period = np.array([1, 1, 2, 1, 2, 2, 2, 3])
    weight = balance(acted, period)
    for p in (1, 2):
        assert weight[acted & (period == p)].sum() == pytest.approx(
            weight[~acted & (period == p)].sum()
        )
    assert weight[period == 3].sum() == 0  # nobody to compare with
    assert weight[acted].sum() == pytest.approx(4)


def test_periods_hold_as_many_members_each():
    days = np.datetime64("2024-01-01") + np.arange(400) // 2
    acted = np.arange(400) % 2 == 0
    period = find_periods(days, acted)
    assert np.bincount(period[acted])[1:].tolist() == [50, 50, 50, 50]
    assert find_periods(days[:80], acted[:80]).tolist() == [1] * 80
