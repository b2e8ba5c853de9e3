import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression as Reference
from threadpoolctl import threadpool_limits

from owned_audiences.binning import bin_columns, describe_bins, find_edges
from owned_audiences.regression import BinnedDesign, LogisticRegression
from owned_audiences.scorecard import Scorecard, fit_path


def simulate(n=3_000, d=12, seed=0):
    rng = np.random.default_rng(seed)
    X = np.where(rng.random((n, d)) < 0.5, rng.poisson(4, (n, d)), 0).astype(float)
    X[:, -1] = 0.0  # never present: no column
    y = rng.random(n) < 1 / (1 + np.exp(3 - X[:, :4] @ [0.3, -0.2, 0.2, 0.1]))
    return X, y, rng.uniform(0.5, 30, n)


def binned(X):
    edges = [find_edges(column) for column in X.T]
    bins = list(bin_columns(X, edges).T)
    tables = [describe_bins(v, b, e) for v, b, e in zip(X.T, bins, edges, strict=True)]
    return bins, tables


def dense(bins, tables):
    return np.column_stack([table[b] for table, b in zip(tables, bins, strict=True)])


@pytest.mark.parametrize(("n", "C"), [(400, 0.02), (3_000, 0.002), (30_000, 1.0)])
def test_the_solution_is_that_of_the_dense_design(n, C):
    X, y, weight = simulate(n)
    bins, tables = binned(X)
    model = Reference(C=C, solver="newton-cholesky", tol=1e-10, max_iter=1000)
    model.fit(dense(bins, tables), y, sample_weight=weight)
    theta = LogisticRegression(BinnedDesign(bins, tables), y, weight).fit(C)
    np.testing.assert_allclose(theta[:-1], model.coef_[0], rtol=0, atol=1e-6)
    assert theta[-1] == pytest.approx(model.intercept_[0], abs=1e-6)


def test_products_are_those_of_the_dense_design():
    X, _, weight = simulate()
    bins, tables = binned(X)
    design = BinnedDesign(bins, tables)
    full = np.column_stack([dense(bins, tables), np.ones(len(X))])
    theta = np.linspace(-1, 1, design.width + 1)
    np.testing.assert_allclose(design.scores(theta), full @ theta, atol=1e-10)
    np.testing.assert_allclose(design.transposed(weight), full.T @ weight, rtol=1e-10, atol=1e-6)
    exact = full.T @ (weight[:, None] * full)
    assert np.abs(design.hessian(weight) - exact).max() < 1e-3 * np.abs(exact).max()


def test_a_start_from_another_strength_or_thread_or_order_changes_no_point():
    X, y, weight = simulate(20_000)
    alone = Scorecard(0.02).fit(X, y, weight)
    last = fit_path(X, y, weight, (0.002, 0.3, 0.02))[-1]
    order = np.random.default_rng(1).permutation(len(X))
    shuffled = Scorecard(0.02).fit(X[order], y[order], weight[order])
    with threadpool_limits(1):
        single = Scorecard(0.02).fit(X, y, weight)
    for other in (last, shuffled, single):
        assert other.intercept_points_ == alone.intercept_points_
        for mine, theirs in zip(other.points_, alone.points_, strict=True):
            assert mine.tolist() == theirs.tolist()


def test_without_a_column_there_is_the_base_rate():
    y = np.array([True, False, False, False])
    theta = LogisticRegression(
        BinnedDesign([np.zeros(4, np.uint8)], [np.empty((1, 0))]), y, np.ones(4)
    )
    assert theta.fit(1.0) == pytest.approx([np.log(1 / 3)])


def test_classes_that_can_be_told_apart_have_finite_points():
    X = np.repeat([[0.0], [5.0]], 500, axis=0)
    card = Scorecard(C=100.0).fit(X, X[:, 0] > 0)
    assert np.isfinite(card.decision_function(X)).all()
    assert (card.predict(X) == (X[:, 0] > 0)).all()
