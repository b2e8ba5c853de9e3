"""The estimator: an additive model with whole points per bin, in scikit-learn's form."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from owned_audiences.binning import Bins, Floats, bin_columns, describe_bins, find_edges
from owned_audiences.points import POINTS_PER_LOG_ODDS, Ints, PointsTable

WARM_UP = 8
WARM_UP_ROWS = 10_000
RARE, RARE_SHARE = 20, 0.01  # rows below both say nothing of a feature's absence


class Scorecard(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Two-class classifier whose log-odds are a sum of points, one bin per feature.

    Each feature is cut into bins at quantiles of its present values (a value of 0 means absent and
    has a bin of its own), each bin is described by a few columns, and one L2-regularised logistic
    regression weighs the columns. A bin's points are the sum of its columns times their
    coefficients, in whole ten-thousandths of log-odds: scores are exactly the same whatever the
    engine, the number of threads or the order of rows. Where hardly any row was without a feature,
    its absence says nothing: it gets the average of the other bins.

    Parameters
    ----------
    C : float
        Inverse strength of the L2 penalty against the summed, weighted loss. Weights are taken as
        they are, not brought to a mean of 1: where they restore the base rate of a sample, C then
        means the same as for the whole population.
    warm_start : bool
        Start from the solution of the last fit where it had as many columns: several C on the same
        rows then take few iterations more than one.

    Attributes
    ----------
    edges_ : list of d increasing arrays
    points_ : list of d int64 arrays, indexed by bin
    intercept_points_ : int
    average_points_ : int64 array of shape (d,), the population's (weighted) mean points
    shares_ : list of d arrays, each bin's (weighted) share of the rows
    action_rates_ : list of d arrays, the (weighted) share of each bin's rows that acted
    classes_ : array of shape (2,)
    n_features_in_ : int
    """

    edges_: list[Floats]
    points_: list[Ints]
    intercept_points_: int
    average_points_: Ints
    shares_: list[Floats]
    action_rates_: list[Floats]
    classes_: NDArray[Any]
    n_features_in_: int

    def __init__(self, C: float = 0.002, warm_start: bool = False) -> None:
        self.C = C
        self.warm_start = warm_start

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Learn bins and points.

        Parameters
        ----------
        X : array of shape (n, d)
            Finite values; 0 means absent.
        y : array of shape (n,), of two classes
        sample_weight : array of shape (n,), not negative, optional

        Raises
        ------
        ValueError
            When y does not hold exactly two classes with weight, or X is not finite.
        """
        values: Floats
        target: NDArray[Any]
        values, target = validate_data(self, X, y, dtype=np.float64, order="F")
        weight: Floats = _check_sample_weight(
            sample_weight, values, dtype=np.float64, ensure_non_negative=True
        )
        check_classification_targets(target)
        if (kind := type_of_target(target, input_name="y")) != "binary":
            raise ValueError(f"Only binary classification is supported. The type is {kind}.")
        self.classes_ = np.unique(target)
        if len(np.unique(target[weight > 0])) < 2:
            raise ValueError("Scorecard needs two classes with weight; y holds 1 class.")
        acted: NDArray[np.bool_] = target == self.classes_[1]

        edges = [find_edges(column) for column in values.T]
        bins = bin_columns(values, edges)
        columns = [describe_bins(v, b, e) for v, b, e in zip(values.T, bins.T, edges, strict=True)]
        intercept, coefficients = self._regress(bins, columns, acted, weight)
        starts = np.cumsum([0] + [table.shape[1] for table in columns])
        # Sums, not matrix products: the order of addition then never varies.
        points = [
            _round(np.sum(table * coefficients[start : start + table.shape[1]], axis=1))
            for table, start in zip(columns, starts, strict=False)
        ]
        masses = [np.bincount(b, weight, len(p)) for b, p in zip(bins.T, points, strict=True)]
        acts = [np.bincount(b, weight * acted, len(p)) for b, p in zip(bins.T, points, strict=True)]
        total = weight.sum()
        for b, p, mass in zip(bins.T, points, masses, strict=True):
            # Hardly anybody was without the feature, so nothing is known of those who are.
            if len(p) > 1 and np.count_nonzero(b == 0) < min(RARE, RARE_SHARE * len(b)):
                p[0] = round(float(np.average(p[1:], weights=mass[1:])))

        self.edges_, self.points_ = edges, points
        self.intercept_points_ = round(intercept * POINTS_PER_LOG_ODDS)
        self.shares_ = [mass / total for mass in masses]
        self.action_rates_ = [
            np.divide(act, mass, out=np.zeros(len(mass)), where=mass > 0)
            for act, mass in zip(acts, masses, strict=True)
        ]
        averages = [np.sum(s * p) for s, p in zip(self.shares_, points, strict=True)]
        self.average_points_ = np.rint(averages).astype(np.int64)
        return self

    def _regress(
        self, bins: Bins, columns: list[Floats], acted: NDArray[np.bool_], weight: Floats
    ) -> tuple[float, Floats]:
        """Intercept and coefficients of the regression on the bins' columns."""
        design = np.empty((len(bins), sum(table.shape[1] for table in columns)))
        start = 0
        for b, table in zip(bins.T, columns, strict=True):
            design[:, start : start + table.shape[1]] = table[b]
            start += table.shape[1]
        if start == 0:
            rate = float(np.sum(weight * acted) / np.sum(weight))
            return float(np.log(rate / (1 - rate))), np.empty(0)
        model = LogisticRegression(C=self.C, solver="newton-cholesky", tol=1e-8, warm_start=True)
        # One thread: the result then does not depend on their number, and on a machine that is busy
        # with other models it takes a third of the time of two.
        last = getattr(self, "_solution", None) if self.warm_start else None
        with threadpool_limits(1, "blas"):
            part = slice(None, None, WARM_UP)
            if last is not None and len(last[1]) == start:
                model.intercept_, model.coef_ = np.array([last[0]]), last[1][None]
                model.classes_ = np.array([False, True])
            elif len(acted) > WARM_UP_ROWS and WARM_UP <= acted[part].sum() < len(acted[part]):
                # From the solution for an eighth of the rows, half of the iterations are left.
                model.set_params(C=self.C * WARM_UP, tol=1e-2)
                model.fit(design[part], acted[part], sample_weight=weight[part])
                model.set_params(C=self.C, tol=1e-8)
            model.fit(design, acted, sample_weight=weight)
        self._solution = (float(model.intercept_[0]), model.coef_[0])
        return self._solution

    def table(self, features: Sequence[str] | None = None) -> PointsTable:
        """Scorecard as a table, its features named (by default as fitted, else x0, x1, …)."""
        check_is_fitted(self)
        if features is None:
            features = getattr(
                self, "feature_names_in_", [f"x{j}" for j in range(self.n_features_in_)]
            )
        return PointsTable(
            tuple(features),
            tuple(self.edges_),
            tuple(self.points_),
            self.average_points_,
            self.intercept_points_,
        )

    def bins(self, X: ArrayLike) -> Bins:
        """Bin of each value, uint8 of shape (n, d); 0 means absent."""
        check_is_fitted(self)
        values: Floats = validate_data(self, X, dtype=np.float64, order="F", reset=False)
        return self.table().bins(values)

    def points(self, X: ArrayLike) -> Ints:
        """Points of each row, int64 of shape (n,), the intercept included."""
        return self.table().total(self.bins(X))

    def decision_function(self, X: ArrayLike) -> Floats:
        """Log-odds of each row, of shape (n,)."""
        return self.points(X) / POINTS_PER_LOG_ODDS

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Probabilities of the two classes, of shape (n, 2)."""
        acting = expit(self.decision_function(X))
        return np.column_stack([1 - acting, acting])

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Likelier class of each row, of shape (n,)."""
        likelier = (self.decision_function(X) > 0).astype(int)
        classes: NDArray[Any] = self.classes_[likelier]
        return classes

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _round(log_odds: Floats) -> Ints:
    return np.rint(log_odds * POINTS_PER_LOG_ODDS).astype(np.int64)
