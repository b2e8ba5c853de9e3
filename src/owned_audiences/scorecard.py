"""The estimator: an additive model with whole points per bin, in scikit-learn's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from owned_audiences.binning import Bins, Floats, bin_columns, describe_bins, find_edges
from owned_audiences.points import POINTS_PER_LOG_ODDS, Ints, PointsTable, count_in_bins
from owned_audiences.regression import BinnedDesign, LogisticRegression

DEFAULT_C = 0.001
RARE, RARE_SHARE = 20, 0.01  # rows below both say nothing of a feature's absence


@dataclass(frozen=True)
class _Training:
    """Rows that are cut into bins, once for all strengths of the penalty."""

    classes: NDArray[Any]
    edges: list[Floats]
    bins: list[Bins]
    tables: list[Floats]
    acted: NDArray[np.bool_]
    weight: Floats
    regression: LogisticRegression


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
        means the same as for everyone whom the sample represents.

    Attributes
    ----------
    edges_ : list of d increasing arrays
    points_ : list of d int64 arrays, indexed by bin
    intercept_points_ : int
    average_points_ : int64 array of shape (d,), the (weighted) mean points of each feature
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

    def __init__(self, C: float = DEFAULT_C) -> None:
        self.C = C

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
        return self._learn(self._read(X, y, sample_weight))

    def _read(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None) -> "_Training":
        """Check the rows and cut them into bins."""
        values: Floats
        target: NDArray[Any]
        values, target = validate_data(self, X, y, dtype=np.float64, order="F")
        weight: Floats = _check_sample_weight(
            sample_weight, values, dtype=np.float64, ensure_non_negative=True
        )
        check_classification_targets(target)
        if (kind := type_of_target(target, input_name="y")) != "binary":
            raise ValueError(f"Only binary classification is supported. The type is {kind}.")
        classes = np.unique(target)
        if len(np.unique(target[weight > 0])) < 2:
            raise ValueError("Scorecard needs two classes with weight; y holds 1 class.")
        edges = [find_edges(column) for column in values.T]
        bins = list(bin_columns(values, edges).T)
        tables = [describe_bins(v, b, e) for v, b, e in zip(values.T, bins, edges, strict=True)]
        acted: NDArray[np.bool_] = target == classes[1]
        design = BinnedDesign(bins, tables)
        regression = LogisticRegression(design, acted, weight)
        return _Training(classes, edges, bins, tables, acted, weight, regression)

    def _learn(self, training: "_Training") -> Self:
        """Fit the points to rows that are cut into bins."""
        acted, weight, bins = training.acted, training.weight, training.bins
        theta = training.regression.fit(self.C)
        starts = np.cumsum([0] + [table.shape[1] for table in training.tables])
        # Sums, not matrix products: the order of addition then never varies.
        points = [
            _round(np.sum(table * theta[start : start + table.shape[1]], axis=1))
            for table, start in zip(training.tables, starts, strict=False)
        ]
        masses, action_rates = count_in_bins(bins, [len(p) for p in points], acted, weight)
        total = weight.sum()
        for b, p, mass in zip(bins, points, masses, strict=True):
            # Hardly anybody was without the feature, so nothing is known of people who are.
            if len(p) > 1 and np.count_nonzero(b == 0) < min(RARE, RARE_SHARE * len(b)):
                p[0] = round(float(np.average(p[1:], weights=mass[1:])))

        self.classes_ = training.classes
        self.n_features_in_ = len(training.edges)
        self.edges_, self.points_ = training.edges, points
        self.intercept_points_ = round(float(theta[-1]) * POINTS_PER_LOG_ODDS)
        self.shares_ = [mass / total for mass in masses]
        self.action_rates_ = action_rates
        averages = [np.sum(s * p) for s, p in zip(self.shares_, points, strict=True)]
        self.average_points_ = np.rint(averages).astype(np.int64)
        return self

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


def fit_path(
    X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike, strengths: Sequence[float]
) -> list[Scorecard]:
    """Fit a scorecard for each C to the same rows, which are cut into bins once.

    The result is that of `Scorecard(C).fit(X, y, sample_weight)` for each, in less time.
    """
    cards = [Scorecard(C) for C in strengths]
    training = cards[0]._read(X, y, sample_weight)
    return [card._learn(training) for card in cards]


def _round(log_odds: Floats) -> Ints:
    return np.rint(log_odds * POINTS_PER_LOG_ODDS).astype(np.int64)
