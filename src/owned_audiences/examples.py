"""Labelled examples of an audience with their features, as one sparse matrix."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from owned_audiences.binning import Floats
from owned_audiences.definitions import FeatureDefinitions

MIN_PRESENT = 20  # a feature that fewer training examples have is not worth a place in a model
MAX_OF_FAMILY = 50
# What these measure has no name; "bought for 50" is read more easily than a total value of 50.
NAMELESS_FAMILIES = ("activity", "desired_action")


@dataclass(frozen=True)
class Examples:
    """The n examples of one audience, in the order of their ids.

    `values` is a sparse matrix of shape (n, number of names), its columns sorted by name; absent is
    0. `as_of` are dates, `label_days` the length of the labels (0 for a seed set); `weight`
    restores the base rate of each date; `baseline` is the score by which the baseline ranks, higher
    = likelier; `value` sums that of the desired actions in the label window. `definitions` say
    which features are topics or categories.
    """

    as_of: NDArray[np.datetime64]
    label_days: NDArray[np.int64]
    person: NDArray[np.int64]
    acted: NDArray[np.bool_]
    weight: Floats
    baseline: Floats
    value: Floats
    names: tuple[str, ...]
    values: Any
    definitions: FeatureDefinitions = field(default_factory=FeatureDefinitions)

    def at(self, dates: Iterable[dt.date], label_days: int | None) -> NDArray[np.int64]:
        """Positions of the examples of some dates whose labels are of some length."""
        at = np.isin(self.as_of, np.array(list(dates), "datetime64[D]"))
        return np.flatnonzero(at & (self.label_days == (label_days or 0)))

    def choose_features(self, rows: NDArray[np.int64]) -> tuple[str, ...]:
        """Features of a model that is trained on some rows, by name.

        Those present in at least `MIN_PRESENT` of the rows; of a family (topics, the categories of
        an attribute) only the `MAX_OF_FAMILY` that are present in most (ties by name), the rest as
        their sum. Of features that are the same in every row one is chosen: one of a family first,
        as it would else count among the others, and those of `NAMELESS_FAMILIES` last; of windows
        the shortest, which has the shorter name.
        """
        matrix = self.values[rows].tocsc()
        matrix.sort_indices()
        counts = {name: int(k) for name, k in zip(self.names, np.diff(matrix.indptr), strict=True)}
        common = [name for name in self.names if counts[name] >= MIN_PRESENT]
        pools = self.definitions.pools
        families: dict[str, list[str]] = {pools[n]: [] for n in self.names if n in pools}
        for rest, members in families.items():
            members += [n for n in common if pools.get(n) == rest and n != rest]
            members.sort(key=lambda name: (-counts[name], name))
            del members[MAX_OF_FAMILY:]
        chosen = [name for members in families.values() for name in members]
        others = [name for name in common if name not in pools]
        others.sort(key=lambda name: (self._nameless(name), len(name), name))
        seen = set()
        for name in chosen + others:
            j = self.names.index(name)
            part = slice(matrix.indptr[j], matrix.indptr[j + 1])
            content = (matrix.indices[part].tobytes(), matrix.data[part].tobytes())
            if name not in pools and content not in seen:
                chosen.append(name)
            seen.add(content)
        for rest, members in families.items():
            if np.count_nonzero(self.dense(rows, (*members, rest))[:, -1]) >= MIN_PRESENT:
                chosen.append(rest)
        return tuple(sorted(chosen))

    def _nameless(self, name: str) -> int:
        family = self.definitions.families.get(name, "")
        return (NAMELESS_FAMILIES.index(family) + 1) if family in NAMELESS_FAMILIES else 0

    def dense(self, rows: NDArray[np.int64], features: tuple[str, ...]) -> Floats:
        """Values of some features, of shape (rows, features), in column order."""
        position = {name: j for j, name in enumerate(features)}
        pools = self.definitions.pools
        pairs = [
            (k, position.get(name, position.get(pools.get(name, ""), -1)))
            for k, name in enumerate(self.names)
        ]
        source, target = np.array([p for p in pairs if p[1] >= 0], int).reshape(-1, 2).T
        shape = (len(self.names), len(features))
        projection = sparse.csr_array((np.ones(len(source)), (source, target)), shape)
        dense: Floats = (self.values[rows] @ projection).toarray(order="F")
        return dense
