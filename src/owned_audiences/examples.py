"""Labelled examples of an audience with their features, as one sparse matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from owned_audiences.binning import Floats
from owned_audiences.families import rest_of
from owned_audiences.scoring import encode

MIN_PRESENT = 20  # a feature that fewer training examples have is not worth a place in a model
MAX_OF_FAMILY = 50
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

        Those present in at least `MIN_PRESENT` of the rows; of a family (topics, the categories of
        an attribute) only the `MAX_OF_FAMILY` that are present in most (ties by name), the rest as
        their sum. Of features that are the same in every row one is chosen: one of a family first,
        as it would else count among the others, and that of the desired action last, as it then is
        the count of something with a name.
        """
        matrix = self.values[rows].tocsc()
        matrix.sort_indices()
        counts = {name: int(k) for name, k in zip(self.names, np.diff(matrix.indptr), strict=True)}
        common = [name for name in self.names if counts[name] >= MIN_PRESENT]
        families: dict[str, list[str]] = {rest_of(n) or "": [] for n in self.names}
        families.pop("", None)
        for rest, members in families.items():
            members += [n for n in common if rest_of(n) == rest and n != rest]
            members.sort(key=lambda name: (-counts[name], name))
            del members[MAX_OF_FAMILY:]
        chosen = [name for members in families.values() for name in members]
        others = [name for name in common if rest_of(name) is None]
        others.sort(key=lambda name: (name.startswith(DESIRED), name))
        seen = set()
        for name in chosen + others:
            j = self.names.index(name)
            part = slice(matrix.indptr[j], matrix.indptr[j + 1])
            content = (matrix.indices[part].tobytes(), matrix.data[part].tobytes())
            if rest_of(name) is None and content not in seen:
                chosen.append(name)
            seen.add(content)
        for rest, members in families.items():
            if np.count_nonzero(self.dense(rows, (*members, rest))[:, -1]) >= MIN_PRESENT:
                chosen.append(rest)
        return tuple(sorted(chosen))

    def dense(self, rows: NDArray[np.int64], features: tuple[str, ...]) -> Floats:
        """Values of some features, of shape (rows, features), in column order."""
        position = {name: j for j, name in enumerate(features)}
        pairs = [
            (k, position.get(name, position.get(rest_of(name) or "", -1)))
            for k, name in enumerate(self.names)
        ]
        source, target = np.array([p for p in pairs if p[1] >= 0], int).reshape(-1, 2).T
        shape = (len(self.names), len(features))
        projection = sparse.csr_array((np.ones(len(source)), (source, target)), shape)
        dense: Floats = (self.values[rows] @ projection).toarray(order="F")
        return dense


def read_examples(
    examples: pa.Table, features: Iterable[pa.RecordBatch], audiences: Iterable[str]
) -> dict[str, Examples]:
    """Join features to the examples of some audiences.

    Parameters
    ----------
    examples : table of example_id, audience, as_of, person_key, acted, weight, rule_score
    features : batches of audience (null: shared by all), as_of, person_key, feature, value
    audiences : the audiences wanted; where there are none, no feature is read

    Returns
    -------
    dict of audience to Examples

    Raises
    ------
    ValueError
        When an audience holds a person twice on the same date.
    """
    wanted = sorted(audiences)
    chosen = pc.is_in(examples["audience"], value_set=pa.array(wanted, pa.string()))
    examples = examples.filter(chosen).sort_by("example_id")
    days = _days(examples["as_of"])
    persons = examples["person_key"].to_numpy().astype(np.int64)
    subjects = Subjects(days, persons)
    of_audience = examples["audience"].to_numpy(zero_copy_only=False)
    chunks: list[_Chunk] = []
    names: dict[str, int] = {}
    if examples.num_rows:
        for batch in features:
            chunks.append(_read_batch(batch, subjects, wanted, names))
    result = {}
    for code, audience in enumerate(wanted):
        rows = np.flatnonzero(of_audience == audience)
        at = subjects.find(days[rows], persons[rows])
        if len(np.unique(at)) < len(at):
            raise ValueError(f"Audience {audience!r} holds a person twice on the same date.")
        part = examples.take(pa.array(rows))
        result[audience] = Examples(
            as_of=days[rows].astype("datetime64[D]"),
            person=persons[rows],
            acted=part["acted"].to_numpy(zero_copy_only=False).astype(bool),
            weight=part["weight"].to_numpy().astype(np.float64),
            rule=part["rule_score"].to_numpy().astype(np.float64),
            names=tuple(sorted(names)),
            values=_build_matrix(chunks, code, at, len(subjects.keys), names),
        )
    return result


class Subjects:
    """The persons and dates of the examples, numbered."""

    def __init__(self, days: NDArray[np.int64], persons: NDArray[np.int64]) -> None:
        self.days = np.unique(days)
        self.low = int(persons.min(initial=0))
        self.span = int(persons.max(initial=0)) - self.low + 1
        if self.span * (len(self.days) + 1) >= 2**63:
            raise ValueError("person_key must be a running number, not a hash: it spans too much.")
        self.keys = np.unique(self._key(days, persons))

    def _key(self, days: NDArray[np.int64], persons: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.days, days) * self.span + (persons - self.low)

    def find(self, days: NDArray[np.int64], persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """Find the number of each person and date, -1 where it is no example's."""
        if len(self.keys) == 0:
            return np.full(len(days), -1)
        keys = self._key(days, persons)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        day = self.days[np.minimum(np.searchsorted(self.days, days), len(self.days) - 1)]
        inside = (persons >= self.low) & (persons < self.low + self.span) & (day == days)
        return np.where(inside & (self.keys[at] == keys), at, -1)


@dataclass(frozen=True)
class _Chunk:
    """Features of a batch: their audience (-1: all), subject and name, as numbers."""

    audience: NDArray[np.int16]
    subject: NDArray[np.int32]
    feature: NDArray[np.int32]
    value: Floats


def _read_batch(
    batch: pa.RecordBatch, subjects: Subjects, wanted: list[str], names: dict[str, int]
) -> _Chunk:
    """Keep what belongs to an example; new names are added to `names` with the next number."""
    table = pa.Table.from_batches([batch])
    codes, audience_names = encode(table["audience"])
    audience_of = np.full(len(audience_names) + 1, -1, np.int16)
    for name, code in audience_names.items():
        audience_of[code] = wanted.index(name) if name in wanted else -2
    features, feature_names = encode(table["feature"])
    feature_of = np.array([names.setdefault(n, len(names)) for n in feature_names], np.int32)
    audience = audience_of[codes]
    subject = subjects.find(_days(table["as_of"]), table["person_key"].to_numpy())
    value = table["value"].cast(pa.float64(), safe=False).to_numpy()
    kept = np.flatnonzero((subject >= 0) & (audience > -2) & (features >= 0) & ~np.isnan(value))
    return _Chunk(
        audience[kept],
        subject[kept].astype(np.int32),
        feature_of[features[kept]] if len(kept) else np.empty(0, np.int32),
        value[kept],
    )


def _build_matrix(
    chunks: list[_Chunk], code: int, at: NDArray[np.int64], subjects: int, names: dict[str, int]
) -> Any:
    """Sparse matrix of an audience's examples, its columns sorted by name, repeats added up."""
    example_of = np.full(subjects, -1, np.int32)
    example_of[at] = np.arange(len(at))
    column_of = np.empty(len(names), np.int32)
    column_of[[names[name] for name in sorted(names)]] = np.arange(len(names))
    rows, columns, values = [np.empty(0, np.int32)], [np.empty(0, np.int32)], [np.empty(0)]
    for chunk in chunks:
        row = example_of[chunk.subject]
        kept = np.flatnonzero((row >= 0) & ((chunk.audience == -1) | (chunk.audience == code)))
        rows.append(row[kept])
        columns.append(column_of[chunk.feature[kept]])
        values.append(chunk.value[kept])
    place = (np.concatenate(rows), np.concatenate(columns))
    matrix = sparse.coo_array((np.concatenate(values), place), (len(at), len(names))).tocsr()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _days(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Dates as days since 1970-01-01."""
    days: NDArray[np.int32] = column.cast(pa.date32()).cast(pa.int32()).to_numpy()
    return days.astype(np.int64)
