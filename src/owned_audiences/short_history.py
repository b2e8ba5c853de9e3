"""Short histories: a model that is validated on shorter labels, brought to the whole horizon.

Where no window of the horizon can be validated, a scorecard of a quarter of it ranks people nearly
as well. It is averaged with one of the whole horizon, which ranks better than either alone, and
its intercept is moved to the horizon.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import expit, logit

from owned_audiences.binning import Floats, find_bins
from owned_audiences.points import POINTS_PER_LOG_ODDS, Ints, PointsTable


def average_tables(a: PointsTable, b: PointsTable) -> PointsTable:
    """Average two scorecards, in points: a scorecard of all features and edges of both.

    A feature that one of them does not have has no points there. `averages` are not those of any
    people; see `with_averages`.
    """
    names = tuple(sorted({*a.features, *b.features}))
    edges, points = [], []
    for name in names:
        own = [(table, table.features.index(name)) for table in (a, b) if name in table.features]
        united: Floats = np.unique(np.concatenate([table.edges[j] for table, j in own]))
        present = max(len(table.points[j]) for table, j in own) > 1
        total = np.zeros(len(united) + 2 if present else 1, np.int64)
        for table, j in own:
            total += _in_bins(table, j, united, len(total))
        edges.append(united)
        points.append(_half(total))
    return PointsTable(
        features=names,
        edges=tuple(edges),
        points=tuple(points),
        averages=np.zeros(len(names), np.int64),
        intercept=int(_half(np.array([a.intercept + b.intercept]))[0]),
    )


def _in_bins(table: PointsTable, j: int, edges: Floats, bins: int) -> Ints:
    """Points of a feature in the bins of finer edges."""
    own = table.points[j]
    if len(own) == 1:  # never present in training: nothing was learned about it
        return np.full(bins, own[0])
    # absent, below the first edge, and from each edge on
    at = np.concatenate([np.array([0, 1], np.uint8), find_bins(edges, table.edges[j])])
    points: Ints = own[at]
    return points


def _half(points: Ints) -> Ints:
    """Half of whole points, rounded to even: the same on every machine."""
    halves: Ints = np.rint(points / 2).astype(np.int64)
    return halves


def with_averages(table: PointsTable, shares: Sequence[Floats], shift_points: int) -> PointsTable:
    """Set the average points of each feature from its bins' shares of people, and shift all."""
    averages = [np.sum(s * p) for s, p in zip(shares, table.points, strict=True)]
    return PointsTable(
        features=table.features,
        edges=table.edges,
        points=table.points,
        averages=np.rint(averages).astype(np.int64),
        intercept=table.intercept + shift_points,
    )


def shift_to_rate(points: Ints, weight: Floats, expected: float) -> int:
    """Points by which to shift everyone, so that as many are expected to act.

    Parameters
    ----------
    points : shape (n,)
    weight : shape (n,)
    expected : weighted number of people; none, or all, counts as half a person off it
    """
    total = float(weight.sum())
    expected = min(max(expected, 0.5), total - 0.5)
    log_odds = points / POINTS_PER_LOG_ODDS
    target = float(logit(expected / total))
    # If everyone had the lowest (highest) score, this shift would be too large (small).
    low, high = target - float(log_odds.max()), target - float(log_odds.min())
    while high - low > 1e-9:
        middle = (low + high) / 2
        found = float(np.sum(weight * expit(log_odds + middle)))
        low, high = (middle, high) if found < expected else (low, middle)
    return round((low + high) / 2 * POINTS_PER_LOG_ODDS)


def expected_by_horizon(points: Ints, weight: Floats, parts: float, is_absent: bool) -> float:
    """How many act within `parts` times the time of the labels, if they went on like that.

    Where the absence of an action is predicted: how many never do it in all of the parts.
    """
    acting = expit(points / POINTS_PER_LOG_ODDS)
    return float(np.sum(weight * (acting**parts if is_absent else 1 - (1 - acting) ** parts)))
