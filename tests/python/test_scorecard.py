import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.utils.estimator_checks import parametrize_with_checks

import owned_audiences
from owned_audiences import Scorecard
from owned_audiences.binning import describe_bins, find_bins, find_edges
from owned_audiences.evaluation import calibration_slope
from owned_audiences.points import describe, from_json, read_card, to_json

REPEATED_ROWS = "bins come from the rows as they stand, so a weight of 2 is not a row twice"
EXPECTED_TO_FAIL = {
    "check_sample_weight_equivalence_on_dense_data": REPEATED_ROWS,
}


@parametrize_with_checks([Scorecard()], expected_failed_checks=lambda _: EXPECTED_TO_FAIL)
def test_is_a_scikit_learn_classifier(estimator, check):
    check(estimator)


def simulate(n, d=8, seed=0):
    """Counts that are absent for half the people, and a truth that is additive in them."""
    rng = np.random.default_rng(seed)
    X = np.where(rng.random((n, d)) < 0.5, rng.poisson(3, (n, d)), 0).astype(float)
    log_odds = -2 + np.sqrt(X) @ np.linspace(-0.6, 0.8, d)
    return X, rng.random(n) < expit(log_odds), log_odds


def test_recovers_an_additive_truth():
    X, y, _ = simulate(20_000, seed=11)
    X_new, y_new, truth = simulate(60_000, seed=1)
    score = Scorecard(C=0.02).fit(X, y).decision_function(X_new)
    assert roc_auc_score(y_new, score) == pytest.approx(roc_auc_score(y_new, truth), abs=0.004)
    slope, best = (calibration_slope(s, y_new, np.ones(len(y_new))) for s in (score, truth))
    assert slope == pytest.approx(best, abs=0.05)


@pytest.mark.parametrize("rows", [3_000, 12_000])
def test_points_are_those_of_one_logistic_regression(rows):
    X, y, _ = simulate(rows)
    weight = np.where(y, 1.0, 4.0)
    card = Scorecard(C=0.05).fit(X, y, weight)
    bins = card.bins(X)
    tables = [
        describe_bins(X[:, j], bins[:, j], edges)[bins[:, j]] for j, edges in enumerate(card.edges_)
    ]
    columns = np.concatenate(tables, axis=1)
    model = LogisticRegression(C=0.05, tol=1e-8, max_iter=5000).fit(columns, y, weight)
    assert card.decision_function(X) == pytest.approx(model.decision_function(columns), abs=2e-3)
    points = sum(p[bins[:, j]] for j, p in enumerate(card.points_)) + card.intercept_points_
    assert np.array_equal(card.points(X), points)
    assert np.array_equal(card.decision_function(X), points / 10_000)


def test_bins_cover_half_open_ranges_and_zero_is_absent():
    values = np.array([0, 1, 1, 2, 2, 5, 9, 0, -3.0])
    edges = find_edges(values)
    assert set(edges) <= set(values)
    bins = find_bins(values, edges)
    assert np.array_equal(bins == 0, values == 0)
    for b, low, high in zip(range(2, 99), edges, [*edges[1:], np.inf], strict=False):
        assert np.array_equal(bins == b, (values >= low) & (values < high))
    assert set(bins) == set(range(len(edges) + 2))
    assert find_bins(np.array([-99, 99.0]), edges).tolist() == [1, len(edges) + 1]
    assert len(find_edges(np.zeros(4))) == 0


def test_a_feature_has_a_step_at_each_decile():
    """One that rises, a flag for absent, and of nine steps those which differ."""
    values = np.append(np.zeros(50), np.arange(1.0, 1001))
    edges = find_edges(values)
    table = describe_bins(values, find_bins(values, edges), edges)
    assert table.shape == (len(edges) + 2, 1 + 1 + 9)
    first_above = [edges[int(np.argmax(step)) - 2] for step in table.T[2:]]
    assert first_above == pytest.approx(np.arange(100, 1000, 100), abs=2)
    twice = np.array([0.0, 1, 1, 2, 2])
    edges = find_edges(twice)
    assert describe_bins(twice, find_bins(twice, edges), edges).shape == (3, 3)


def test_a_feature_that_was_never_present_counts_for_nothing():
    X, y, _ = simulate(500)
    X[:, 2] = 0
    card = Scorecard().fit(X, y)
    assert card.points_[2].tolist() == [0]
    unseen = X.copy()
    unseen[:, 2] = 7
    assert np.array_equal(card.points(unseen), card.points(X))


def test_shares_rates_and_averages_are_weighted():
    X, y, _ = simulate(2_000)
    weight = np.where(y, 1.0, 5.0)
    card = Scorecard().fit(X, y, weight)
    bins = card.bins(X)
    for j in range(X.shape[1]):
        inside = bins[:, j] == 1
        assert card.shares_[j][1] == pytest.approx(weight[inside].sum() / weight.sum())
        assert card.action_rates_[j][1] == pytest.approx(
            weight[inside & y].sum() / weight[inside].sum()
        )
        average = np.average(card.points_[j][bins[:, j]], weights=weight)
        assert card.average_points_[j] == pytest.approx(average, abs=0.51)


def test_weights_restore_the_base_rate():
    X, y, _ = simulate(40_000)
    kept = y | (np.random.default_rng(3).random(len(y)) < 0.25)
    weight = np.where(y, 1.0, 4.0)[kept]
    thinned = Scorecard().fit(X[kept], y[kept], weight).predict_proba(X)[:, 1].mean()
    assert thinned == pytest.approx(y.mean(), rel=0.03)


def test_order_of_rows_does_not_matter():
    X, y, _ = simulate(12_000)
    order = np.random.default_rng(0).permutation(len(y))
    a, b = Scorecard().fit(X, y), Scorecard().fit(X[order], y[order])
    assert a.intercept_points_ == b.intercept_points_
    assert all(np.array_equal(p, q) for p, q in zip(a.points_, b.points_, strict=True))


def test_one_class_is_refused():
    with pytest.raises(ValueError, match="1 class"):
        Scorecard().fit(np.ones((5, 1)), np.ones(5))


def test_json_gives_back_the_same_table():
    X, y, _ = simulate(2_000)
    X[:, 0] = 0
    names = tuple("hgfedcba")
    card = Scorecard().fit(X, y)
    described = describe(card.table(names), X, y.astype(bool), np.ones(len(X)))
    text = to_json(described)
    read = from_json(text)
    assert read.features == tuple(sorted(names))
    assert np.array_equal(read.score(X[:, ::-1]), card.points(X))
    assert read.averages.tolist() == card.average_points_[::-1].tolist()
    bins = json.loads(text)["features"][0]["bins"]
    assert [b["bin"] for b in bins] == list(range(len(bins)))
    assert bins[0]["lower_bound"] is bins[0]["upper_bound"] is bins[1]["lower_bound"] is None
    assert [b["upper_bound"] for b in bins[1:-1]] == [b["lower_bound"] for b in bins[2:]]
    assert bins[-1]["upper_bound"] is None
    assert sum(read_card(text).score_shares) == pytest.approx(1, abs=1e-4)
    assert read_card(text).score_shares == pytest.approx(np.full(10, 0.1), abs=0.02)
    assert sum(b["share"] for b in bins) == pytest.approx(1, abs=1e-4)
    with pytest.raises(ValueError, match="not a scorecard"):
        from_json("{}")


def test_version_is_that_of_the_project():
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    project = tomllib.loads(pyproject.read_text())["project"]
    assert owned_audiences.__version__ == project["version"]


def test_dbt_learns_the_version_and_nothing_heavy_is_loaded():
    program = """
import sys
from dbt_common.context import get_invocation_context, set_invocation_context
set_invocation_context({})
import dbt_owned_audiences
for plugin in dbt_owned_audiences.plugins:
    plugin(project_name="shop")
print(get_invocation_context().env["OWNED_AUDIENCES_LIBRARY_VERSION"], "sklearn" in sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == [owned_audiences.__version__, "False"]
