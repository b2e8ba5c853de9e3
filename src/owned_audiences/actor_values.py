"""What people who act are worth, by their score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.examples import Examples
from owned_audiences.points import Card, Ints


def with_actor_values(card: Card, examples: Examples, rows: Ints) -> Card:
    """Add to a card the value of an actor in each tenth of its scores.

    Parameters
    ----------
    card : Card
    examples : Examples
    rows : positions of examples whose labels have the length of the horizon
    """
    acted = rows[examples.acted[rows]]
    if len(acted) == 0:
        return card
    points = card.table.score(examples.dense(acted, card.table.features))
    means, errors = estimate_actor_values(
        np.searchsorted(card.score_edges, points, side="right"),
        len(card.score_edges) + 1,
        examples.value[acted],
        examples.weight[acted],
        examples.person[acted],
    )
    return replace(card, actor_values=means, actor_value_errors=errors)


def estimate_actor_values(
    group: NDArray[np.int64], number: int, value: Floats, weight: Floats, person: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Mean value of actors in each of some groups, and its standard error.

    The mean of a group is shrunk toward the overall mean, the more the less is known of it: by the
    variance between groups after DerSimonian and Laird (Controlled Clinical Trials, 1986). A
    person who acted at several dates counts once in the errors.

    Parameters
    ----------
    group : shape (n,), from 0 to `number` - 1
    number : of groups
    value, weight : shape (n,), of people who acted
    person : shape (n,)

    Returns
    -------
    two arrays of shape (number,), in the unit of the values
    """
    overall = float(np.average(value, weights=weight))
    everyone = np.zeros(len(value), np.int64)
    overall_variance = _variances(everyone, 1, value - overall, weight, person)[0]
    mass = np.bincount(group, weight, number)
    means = np.divide(
        np.bincount(group, weight * value, number), mass, out=np.zeros(number), where=mass > 0
    )
    variances = _variances(group, number, value - means[group], weight, person)
    seen = np.isfinite(variances) & (variances > 0)
    if np.count_nonzero(seen) < 2 or not np.isfinite(overall_variance):
        error = np.sqrt(overall_variance) if np.isfinite(overall_variance) else np.nan
        return np.full(number, overall), np.full(number, error)
    precision = 1 / variances[seen]
    spread = np.sum(precision * (means[seen] - np.average(means[seen], weights=precision)) ** 2)
    scale = precision.sum() - np.sum(precision**2) / precision.sum()
    between = max(0.0, float(spread - (np.count_nonzero(seen) - 1)) / float(scale))
    share = np.where(seen, between / (between + np.where(seen, variances, 1.0)), 0.0)
    shrunk = share * means + (1 - share) * overall
    errors = np.sqrt((1 - share) * between + (1 - share) ** 2 * overall_variance)
    return shrunk, np.where(seen, errors, np.sqrt(between + overall_variance))


def _variances(
    group: NDArray[np.int64],
    number: int,
    residual: Floats,
    weight: Floats,
    person: NDArray[np.int64],
) -> Floats:
    """Variance of each group's mean, by the sums of each person; infinite for a single person."""
    people, at = np.unique(person, return_inverse=True)
    pairs, pair_at = np.unique(group * len(people) + at, return_inverse=True)
    sums = np.bincount(pair_at, weight * residual)
    owner = pairs // len(people)
    squares = np.bincount(owner, sums**2, number)
    counts = np.bincount(owner, minlength=number)
    mass = np.bincount(group, weight, number)
    enough = counts > 1
    variances = np.full(number, np.inf)
    factor = counts[enough] / (counts[enough] - 1)
    variances[enough] = factor * squares[enough] / mass[enough] ** 2
    return variances
