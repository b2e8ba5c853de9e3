"""Out-of-time validation: models trained on what was known before a date, tested on that date."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import log_loss
from owned_audiences.examples import Examples
from owned_audiences.points import POINTS_PER_LOG_ODDS
from owned_audiences.scorecard import Scorecard, fit_path

MIN_POSITIVES = 20
DEFAULT_C = 0.002
# With few positives the right strength varies, and a fit is cheap; with many it does not matter.
CANDIDATES = (0.002, 0.005, 0.01, 0.02)
FEW_POSITIVES = 1000


@dataclass(frozen=True)
class Window:
    """A validated date: the rows of its examples, and of those that train a model for it."""

    test: NDArray[np.int64]
    train: NDArray[np.int64]


@dataclass(frozen=True)
class OutOfTime:
    """Log-odds of the validated examples, each from a model which had not seen its date."""

    C: float
    rows: NDArray[np.int64]
    window: NDArray[np.int64]
    log_odds: Floats


def can_train(examples: Examples, rows: NDArray[np.int64], enough: int = MIN_POSITIVES) -> bool:
    """Whether there are enough people who acted, and any who did not."""
    acted = examples.acted[rows]
    return bool(acted.sum() >= enough and not acted.all())


def fit(
    examples: Examples, rows: NDArray[np.int64], features: tuple[str, ...], C: float
) -> Scorecard:
    """Fit a scorecard to some rows."""
    X = examples.dense(rows, features)
    return Scorecard(C=C).fit(X, examples.acted[rows], examples.weight[rows])


def validate(
    examples: Examples,
    windows: Iterable[Window],
    candidates: tuple[float, ...],
    features: tuple[str, ...] | None = None,
    enough: int = MIN_POSITIVES,
) -> OutOfTime:
    """Score each window by a model of its own, at the best of some regularisations.

    Parameters
    ----------
    examples : Examples
    windows : the windows; those that cannot train a model are left out
    candidates : values of C to choose from
    features : of the models; by default each model chooses from its own training rows
    enough : people who acted that it takes to train a model

    Returns
    -------
    OutOfTime
        With no rows where no window can train a model, and then the default C.
    """
    usable = [w for w in windows if can_train(examples, w.train, enough) and len(w.test)]
    if not usable:
        return OutOfTime(DEFAULT_C, np.empty(0, int), np.empty(0, int), np.empty(0))
    scores: dict[float, list[Floats]] = {C: [] for C in candidates}
    for window in usable:
        # Chosen from the training rows alone, so that nothing leaks from the validated date.
        names = features or examples.choose_features(window.train)
        test = examples.dense(window.test, names)
        train = examples.dense(window.train, names)
        acted, weight = examples.acted[window.train], examples.weight[window.train]
        for C, card in zip(candidates, fit_path(train, acted, weight, candidates), strict=True):
            scores[C].append(card.table(names).score(test) / POINTS_PER_LOG_ODDS)
    rows = np.concatenate([w.test for w in usable])
    log_odds = {C: np.concatenate(parts) for C, parts in scores.items()}
    acted, weight = examples.acted[rows], examples.weight[rows]
    # By log loss, which sees the level and the spread; what is published is decided by the AUC.
    best = min(candidates, key=lambda C: log_loss(log_odds[C], acted, weight))
    numbers = np.repeat(np.arange(len(usable)), [len(w.test) for w in usable])
    return OutOfTime(best, rows, numbers, log_odds[best])
