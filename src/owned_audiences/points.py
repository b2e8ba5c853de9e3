"""A scorecard as a table: the points of each bin of each feature, to apply and to store."""

import json
from dataclasses import dataclass
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


def to_json(table: PointsTable, shares: list[Floats], action_rates: list[Floats]) -> str:
    """Write a table, with each bin's share of the eligible people and how many of them acted.

    Parameters
    ----------
    table : PointsTable
    shares, action_rates : d arrays, indexed by bin, from 0 to 1

    Returns
    -------
    str
        JSON: the intercept, and the features by name with their bins.
    """
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
    return json.dumps({"intercept_points": table.intercept, "features": features})


def from_json(text: str) -> PointsTable:
    """Read back a table that `to_json` wrote; a `ValueError` says what is not one."""
    try:
        card: dict[str, Any] = json.loads(text)
        features = card["features"]
        return PointsTable(
            features=tuple(f["feature"] for f in features),
            edges=tuple(
                np.array([b["lower_bound"] for b in f["bins"][2:]], np.float64) for f in features
            ),
            points=tuple(np.array([b["points"] for b in f["bins"]], np.int64) for f in features),
            averages=np.array([f["average_points"] for f in features], np.int64),
            intercept=int(card["intercept_points"]),
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"This is not a scorecard's JSON: {text[:80]!r}") from error
