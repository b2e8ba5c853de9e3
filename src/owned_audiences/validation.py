"""Validation: examples are scored by models that were trained on others, or on earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import log_loss
from owned_audiences.examples import Examples
from owned_audiences.points import POINTS_PER_LOG_ODDS, Ints
from owned_audiences.scorecard import DEFAULT_C, Scorecard, fit_path

MIN_POSITIVES = 20
# With few positives the right strength varies, and a fit is cheap; with many it does not matter.
# The demo's audiences (415 to 997 positives, 90 features) do best at .001 and .0025; four strong
# features and 857 positives at .02 (calibration slope 1.24, at .01 still 1.34).
CANDIDATES = (DEFAULT_C, 0.0025, 0.007, 0.02)
FEW_POSITIVES = 1000


@dataclass(frozen=True)
class Split:
    """Positions of the examples that test a model, and of those that train it."""

    test: Ints
    train: Ints


class Window(Split):
    """A past date: tested on its examples is a model of what was known before it."""


class Fold(Split):
    """A part of the examples: tested on it is a model of all the other parts."""


@dataclass(frozen=True)
class Validation:
    """Log-odds of the tested examples, each from a model that had not seen it.

    Attributes
    ----------
    C : regularisation of the models
    rows : positions of the tested examples, shape (n,)
    split : number of the window or fold that each was tested in, shape (n,)
    log_odds : shape (n,)
    """

    C: float
    rows: Ints
    split: Ints
    log_odds: Floats


def can_train(examples: Examples, rows: Ints, enough: int = MIN_POSITIVES) -> bool:
    """Whether there are enough people who acted, and enough who did not."""
    acted = np.count_nonzero(examples.acted[rows])
    return bool(min(acted, len(rows) - acted) >= enough)


def fit_scorecard(examples: Examples, rows: Ints, features: tuple[str, ...], C: float) -> Scorecard:
    """Fit a scorecard to some rows, C as for as many people as the rows are worth."""
    return _fit_scorecards(examples, rows, features, (C,))[0]


def _fit_scorecards(
    examples: Examples, rows: Ints, features: tuple[str, ...], candidates: tuple[float, ...]
) -> list[Scorecard]:
    X = examples.dense(rows, features)
    acted, weight = examples.acted[rows], examples.weight[rows]
    effect = design_effect(acted, weight)
    return fit_path(X, acted, weight, [C / effect for C in candidates])


def design_effect(acted: NDArray[np.bool_], weight: Floats) -> float:
    """By how much weights overstate what a sample knows: 1 where no row stands for others.

    How many times as much the gradient of the log loss varies as it would if every row were as many
    people as it weighs, where nothing but the base rate is known: Kish's design effect (1965), in
    the form of Skinner (1989) for models. A penalty against the sum of weights must be as many
    times as strong.

    Parameters
    ----------
    acted : array of shape (n,), of both classes
    weight : array of shape (n,), of which each class has some
    """
    total, squared = float(weight.sum()), weight**2
    rate = float(weight[acted].sum()) / total
    noise = (1 - rate) ** 2 * squared[acted].sum() + rate**2 * squared[~acted].sum()
    # less than 1 is of weights that count rows for less than they are, as a seed set's do
    return max(1.0, float(noise / (rate * (1 - rate) * total)))


def validate(
    examples: Examples,
    splits: Iterable[Split],
    candidates: tuple[float, ...],
    features: tuple[str, ...] | None = None,
    enough: int = MIN_POSITIVES,
) -> Validation:
    """Score each window or fold by a model of its own, at the best of some regularisations.

    Parameters
    ----------
    examples : Examples
    splits : the windows or folds; those that cannot train a model are left out
    candidates : values of C to choose from
    features : of the models; by default each model chooses from its own training rows
    enough : people who acted that it takes to train a model

    Returns
    -------
    Validation
        With no rows where no split can train a model, and then the default C.
    """
    usable = [s for s in splits if can_train(examples, s.train, enough) and len(s.test)]
    if not usable:
        return Validation(DEFAULT_C, np.empty(0, int), np.empty(0, int), np.empty(0))
    scores: dict[float, list[Floats]] = {C: [] for C in candidates}
    for split in usable:
        # Chosen from the training rows alone, so that nothing leaks from the tested ones.
        names = features or examples.choose_features(split.train)
        test = examples.dense(split.test, names)
        cards = _fit_scorecards(examples, split.train, names, candidates)
        for C, card in zip(candidates, cards, strict=True):
            scores[C].append(card.table(names).score(test) / POINTS_PER_LOG_ODDS)
    rows = np.concatenate([s.test for s in usable])
    log_odds = {C: np.concatenate(parts) for C, parts in scores.items()}
    acted, weight = examples.acted[rows], examples.weight[rows]
    # By log loss, which sees calibration and spread; what is published is decided by the AUC.
    best = min(candidates, key=lambda C: log_loss(log_odds[C], acted, weight))
    numbers = np.repeat(np.arange(len(usable)), [len(s.test) for s in usable])
    return Validation(best, rows, numbers, log_odds[best])
