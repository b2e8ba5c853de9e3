"""How well scores rank and how well they are calibrated, with the uncertainty of both."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from owned_audiences.binning import Floats

Z_95 = 1.959964  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Comparison:
    """AUC of two scores on the same people, and their difference (a less b), each with its error.

    The figures are NaN when no window holds at least two people of each class.
    """

    auc_a: float
    auc_b: float
    difference: float
    auc_a_error: float
    auc_b_error: float
    difference_error: float


def compare(
    scores_a: NDArray[Any],
    scores_b: NDArray[Any],
    acted: NDArray[np.bool_],
    window: NDArray[Any],
    person: NDArray[Any],
) -> Comparison:
    """Compare how two scores rank the people who acted above those who did not.

    The AUC of each window counts ties as one half; windows are pooled by their number of people who
    acted. The variance is that of DeLong, DeLong & Clarke-Pearson (1988), from each row's influence
    on the AUC, summed over a person's rows first (Obuchowski 1997), since the same person may stand
    in several windows. Time O(n log n).

    Parameters
    ----------
    scores_a, scores_b : arrays of shape (n,), higher = likelier to act
    acted : bool array of shape (n,)
    window, person : arrays of shape (n,), the window and the person of each row

    Returns
    -------
    Comparison
        AUCs from 0 to 1; the errors are standard errors.
    """
    auc_a, influence_a = _pool(scores_a, acted, window)
    auc_b, influence_b = _pool(scores_b, acted, window)
    _, cluster = np.unique(person, return_inverse=True)

    def error(influence: Floats) -> float:
        return float(np.sqrt(np.sum(np.bincount(cluster, influence) ** 2)))

    return Comparison(
        auc_a,
        auc_b,
        auc_a - auc_b,
        error(influence_a),
        error(influence_b),
        error(influence_a - influence_b),
    )


def _pool(
    scores: NDArray[Any], acted: NDArray[np.bool_], window: NDArray[Any]
) -> tuple[float, Floats]:
    """AUC pooled over windows, and each row's influence on it, of shape (n,)."""
    influence = np.zeros(len(scores))
    auc, total = 0.0, 0
    for value in np.unique(window):
        rows = np.flatnonzero(window == value)
        positive, negative = rows[acted[rows]], rows[~acted[rows]]
        n, m = len(positive), len(negative)
        if n < 2 or m < 2:  # no variance can be estimated from one person
            continue
        placed = _placements(scores[positive], scores[negative])
        window_auc = float(placed.mean())
        passed = 1 - _placements(scores[negative], scores[positive])
        # The factors make each class's part of the variance unbiased, as in DeLong et al.
        influence[positive] = n * (placed - window_auc) / np.sqrt(n * (n - 1.0))
        influence[negative] = n * (passed - window_auc) / np.sqrt(m * (m - 1.0))
        auc += n * window_auc
        total += n
    if total == 0:
        return float("nan"), np.full(len(scores), np.nan)
    return auc / total, influence / total


def _placements(scores: NDArray[Any], others: NDArray[Any]) -> Floats:
    """Share of the others that each score is above, ties counted as one half."""
    others = np.sort(others)
    below = np.searchsorted(others, scores, side="left")
    not_above = np.searchsorted(others, scores, side="right")
    return (below + not_above) / (2.0 * len(others))


def log_loss(log_odds: Floats, acted: NDArray[np.bool_], weight: Floats) -> float:
    """Weighted sum of the negative log-likelihood, in nats."""
    return float(np.sum(weight * np.logaddexp(0, np.where(acted, -log_odds, log_odds))))


def calibration_slope(log_odds: Floats, acted: NDArray[np.bool_], weight: Floats) -> float:
    """Slope of the weighted logistic regression of the outcome on the log-odds.

    1 is perfect; below 1 the scores are too extreme, above 1 too timid (Cox 1958).

    Parameters
    ----------
    log_odds, acted, weight : arrays of shape (n,)

    Returns
    -------
    float
        NaN when the log-odds are all alike, one class is missing, or the classes are separable.
    """
    if len(log_odds) == 0 or np.ptp(log_odds) == 0 or acted.all() or not acted.any():
        return float("nan")
    # From a slope of 1 Newton's steps lead astray where log-odds are far too extreme.
    intercept, slope = float(logit(np.average(acted, weights=weight))), 0.0
    for _ in range(50):
        p = expit(intercept + slope * log_odds)
        spread = weight * p * (1 - p)
        miss = weight * (acted - p)
        h0, h1, h2 = spread.sum(), np.sum(spread * log_odds), np.sum(spread * log_odds**2)
        g0, g1 = miss.sum(), np.sum(miss * log_odds)
        determinant = h0 * h2 - h1 * h1
        if determinant <= 1e-12 * h0 * h2:
            break
        step = (h0 * g1 - h1 * g0) / determinant
        intercept += (h2 * g0 - h1 * g1) / determinant
        slope += step
        if abs(slope) > 1e3:
            break
        if abs(step) < 1e-10:
            return float(slope)
    return float("nan")
