"""A scorecard as a table: the points of each bin of each feature, to apply and to store."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Bins, Floats, bin_columns

Ints = NDArray[np.int64]

# A point is a ten-thousandth of log-odds: whole numbers add up alike on every engine.
POINTS_PER_LOG_ODDS = 10_000


@dataclass(frozen=True)
class PointsTable:
    """What it takes to score a person: a sum of whole points, one bin per feature.

    Attributes
    ----------
    features : d names
    edges : d increasing arrays, the bins' lower bounds from bin 2 on
    points : d int64 arrays, indexed by bin
    averages : int64 array of shape (d,), the weighted mean points of each feature in training
    intercept : points of everyone
    """

    features: tuple[str, ...]
    edges: tuple[Floats, ...]
    points: tuple[Ints, ...]
    averages: Ints
    intercept: int

    def bins(self, X: Floats) -> Bins:
        """Bins, uint8 of shape (n, d), of values of shape (n, d); quickest in column order."""
        bins = bin_columns(X, self.edges)
        for j, points in enumerate(self.points):
            if len(points) == 1:  # never present in training: nothing was learned about it
                bins[:, j] = 0
        return bins

    def total(self, bins: Bins) -> Ints:
        """Points of each row, int64 of shape (n,), the intercept included."""
        total = np.full(len(bins), self.intercept, np.int64)
        for j, points in enumerate(self.points):
            total += points[bins[:, j]]
        return total

    def score(self, X: Floats) -> Ints:
        """Points of each row of values of shape (n, d)."""
        return self.total(self.bins(X))

    def contributions(self, bins: Bins) -> NDArray[np.int32]:
        """Points of each bin less the average of everyone eligible, int32 of shape (n, d)."""
        contributions = np.empty(bins.shape, np.int32, order="F")
        for j, points in enumerate(self.points):
            contributions[:, j] = (points - self.averages[j]).astype(np.int32)[bins[:, j]]
        return contributions


@dataclass(frozen=True)
class Card:
    """A points table and what people were like in training.

    Attributes
    ----------
    table : PointsTable
    shares, action_rates : d arrays, indexed by bin, from 0 to 1
    score_edges : increasing points, the lower bounds of the tenths of people from the second on,
        fewer where many have the same score
    score_shares : share of people in each; none for a scorecard of version 0.3.0 and before
    actor_values, actor_value_errors : mean value of the people in each who act, and its standard
        error; none where the audience names no value
    """

    table: PointsTable
    shares: tuple[Floats, ...]
    action_rates: tuple[Floats, ...]
    score_edges: Ints
    score_shares: Floats
    actor_values: Floats = field(default_factory=lambda: np.empty(0))
    actor_value_errors: Floats = field(default_factory=lambda: np.empty(0))


def count_in_bins(
    bins: Sequence[Bins], sizes: Sequence[int], acted: NDArray[np.bool_], weight: Floats
) -> tuple[list[Floats], list[Floats]]:
    """Count the weighted rows in each bin of d features, and the share of them that acted.

    Parameters
    ----------
    bins : d arrays of shape (n,)
    sizes : number of bins of each feature
    acted, weight : shape (n,)
    """

    def count(weights: Floats) -> list[Floats]:
        counted = (np.bincount(b, weights, k) for b, k in zip(bins, sizes, strict=True))
        return [c.astype(np.float64, copy=False) for c in counted]

    masses, actors = count(weight), count(weight * acted)
    rates = [
        np.divide(actor, mass, out=np.zeros(len(mass)), where=mass > 0)
        for actor, mass in zip(actors, masses, strict=True)
    ]
    return masses, rates


def describe(table: PointsTable, X: Floats, acted: NDArray[np.bool_], weight: Floats) -> Card:
    """Add to a table what the people were like whom it was trained on.

    Parameters
    ----------
    table : PointsTable
    X : values of shape (n, d)
    acted, weight : shape (n,)
    """
    bins = table.bins(X)
    sizes = [len(points) for points in table.points]
    masses, action_rates = count_in_bins(list(bins.T), sizes, acted, weight)
    total = weight.sum()
    points = table.total(bins)
    order = np.argsort(points, kind="stable")
    reached = np.cumsum(weight[order]) / total
    at = np.searchsorted(reached, np.arange(1, 10) / 10)
    edges = np.unique(points[order][np.minimum(at, len(points) - 1)])
    edges = edges[edges > points.min()]
    tenths = np.searchsorted(edges, points, side="right")
    return Card(
        table=table,
        shares=tuple(mass / total for mass in masses),
        action_rates=tuple(action_rates),
        score_edges=edges,
        score_shares=np.bincount(tenths, weight, len(edges) + 1) / total,
    )


def to_json(card: Card) -> str:
    """Write a card as JSON: the intercept, the features by name with their bins, the scores."""
    table, shares, action_rates = card.table, card.shares, card.action_rates
    features = []
    for j in sorted(range(len(table.features)), key=lambda j: table.features[j]):
        lower = [None, None, *table.edges[j].tolist()]
        bins = [
            {
                "bin": b,
                "lower_bound": lower[b],
                "upper_bound": lower[b + 1] if 0 < b < len(lower) - 1 else None,
                "points": int(points),
                "share": round(float(shares[j][b]), 6),
                "action_rate": round(float(action_rates[j][b]), 6) if shares[j][b] > 0 else None,
            }
            for b, points in enumerate(table.points[j])
        ]
        average = int(table.averages[j])
        features.append({"feature": table.features[j], "average_points": average, "bins": bins})
    scores = {
        "lower_bounds": card.score_edges.tolist(),
        "shares": [round(float(share), 6) for share in card.score_shares],
    }
    if len(card.actor_values):
        scores["actor_values"] = [round(float(value), 6) for value in card.actor_values]
        errors = card.actor_value_errors  # not known where a single person acted
        scores["actor_value_errors"] = [
            round(float(e), 6) if np.isfinite(e) else None for e in errors
        ]
    return json.dumps({"intercept_points": table.intercept, "features": features, "scores": scores})


def from_json(text: str) -> PointsTable:
    """Read back the table of a scorecard that `to_json` wrote."""
    return read_card(text).table


def read_card(text: str) -> Card:
    """Read back what `to_json` wrote; a `ValueError` says what is not that."""
    try:
        card: dict[str, Any] = json.loads(text)
        features = card["features"]
        table = PointsTable(
            features=tuple(f["feature"] for f in features),
            edges=tuple(
                np.array([b["lower_bound"] for b in f["bins"][2:]], np.float64) for f in features
            ),
            points=tuple(np.array([b["points"] for b in f["bins"]], np.int64) for f in features),
            averages=np.array([f["average_points"] for f in features], np.int64),
            intercept=int(card["intercept_points"]),
        )
        scores = card.get("scores", {"lower_bounds": [], "shares": []})
        return Card(
            table=table,
            shares=tuple(_of_bins(f, "share") for f in features),
            action_rates=tuple(_of_bins(f, "action_rate") for f in features),
            score_edges=np.array(scores["lower_bounds"], np.int64),
            score_shares=np.array(scores["shares"], np.float64),
            actor_values=np.array(scores.get("actor_values", []), np.float64),
            actor_value_errors=np.array(scores.get("actor_value_errors", []), np.float64),
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"This is not a scorecard's JSON: {text[:80]!r}") from error


def _of_bins(feature: dict[str, Any], name: str) -> Floats:
    return np.array([b[name] for b in feature["bins"]], np.float64)
