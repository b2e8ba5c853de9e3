"""Labelled examples of an audience with their features, as one sparse matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from owned_audiences.binning import Floats
from owned_audiences.topics import OTHER, is_topic

MIN_PRESENT = 20  # a feature that fewer training examples have is not worth a place in a model
MAX_TOPICS = 50
DESIRED = "desired_action_"


@dataclass(frozen=True)
class Examples:
    """The n examples of one audience, in the order of their ids.

    `values` is a sparse matrix of shape (n, number of names), its columns sorted by name; absent is
    0. `as_of` are dates; `weight` restores the base rate of each date; `rule` is the score of the
    recency rule, higher = likelier.
    """

    as_of: NDArray[np.datetime64]
    person: NDArray[np.int64]
    acted: NDArray[np.bool_]
    weight: Floats
    rule: Floats
    names: tuple[str, ...]
    values: Any

    def at(self, dates: Iterable[np.datetime64]) -> NDArray[np.int64]:
        """Positions of the examples of some dates."""
        return np.flatnonzero(np.isin(self.as_of, np.array(list(dates), "datetime64[D]")))

    def choose_features(self, rows: NDArray[np.int64]) -> tuple[str, ...]:
        """Features of a model that is trained on some rows, by name.

        Those present in at least `MIN_PRESENT` of the rows; of the topics only the `MAX_TOPICS`
        that are present in most (ties by name), the rest as their sum. Of features that are the
        same in every row one is chosen: a topic first, as it would else count among the others,
        and that of the desired action last, as it then is the count of something with a name.
        """
        matrix = self.values[rows].tocsc()
        matrix.sort_indices()
        counts = {name: int(k) for name, k in zip(self.names, np.diff(matrix.indptr), strict=True)}
        topics = [n for n in self.names if is_topic(n) and n != OTHER and counts[n] >= MIN_PRESENT]
        topics = sorted(topics, key=lambda name: (-counts[name], name))[:MAX_TOPICS]
        others = [n for n in self.names if not is_topic(n) and counts[n] >= MIN_PRESENT]
        others.sort(key=lambda name: (name.startswith(DESIRED), name))
        chosen, seen = list(topics), set()
        for name in topics + others:
            j = self.names.index(name)
            part = slice(matrix.indptr[j], matrix.indptr[j + 1])
            content = (matrix.indices[part].tobytes(), matrix.data[part].tobytes())
            if not is_topic(name) and content not in seen:
                chosen.append(name)
            seen.add(content)
        rest = self.dense(rows, (*topics, OTHER))[:, -1]
        if np.count_nonzero(rest) >= MIN_PRESENT:
            chosen.append(OTHER)
        return tuple(sorted(chosen))

    def dense(self, rows: NDArray[np.int64], features: tuple[str, ...]) -> Floats:
        """Values of some features, of shape (rows, features), in column order."""
        position = {name: j for j, name in enumerate(features)}
        pairs = [
            (k, position.get(name, position.get(OTHER, -1) if is_topic(name) else -1))
            for k, name in enumerate(self.names)
        ]
        source, target = np.array([p for p in pairs if p[1] >= 0], int).reshape(-1, 2).T
        shape = (len(self.names), len(features))
        projection = sparse.csr_array((np.ones(len(source)), (source, target)), shape)
        dense: Floats = (self.values[rows] @ projection).toarray(order="F")
        return dense
