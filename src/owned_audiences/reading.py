"""Read the examples of the audiences that need a fit, and make one audience's matrix at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from owned_audiences.binning import Floats
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.examples import Examples
from owned_audiences.scoring import encode, find_sorted


class ExamplesByAudience(Mapping[str, Examples]):
    """The examples of some audiences, of which one at a time has its matrix made.

    The features of all of them are held once, by person and date; an audience's own matrix is made
    when it is asked for, and not kept.

    Parameters
    ----------
    examples : table of example_id, audience, as_of, label_days, person_key, acted, weight,
        baseline_score, value (null: none)
    features : batches of audience (null: shared by all), as_of, person_key, feature, value
    definitions : of these features
    audiences : the audiences wanted; where there are none, no feature is read

    Raises
    ------
    ValueError
        When an audience is asked for that holds a person twice on the same date.
    """

    def __init__(
        self,
        examples: pa.Table,
        features: Iterable[pa.RecordBatch],
        definitions: FeatureDefinitions,
        audiences: Iterable[str],
    ) -> None:
        self.definitions = definitions
        self.audiences = sorted(audiences)
        self.examples = examples
        self.subjects = Subjects(_days(examples["as_of"]), _persons(examples))
        names: dict[str, int] = {}
        chunks = []
        if examples.num_rows and self.audiences:
            chunks = [_read_batch(b, self.subjects, self.audiences, names) for b in features]
        self.names = tuple(sorted(names))
        self.shared, self.own = self._sort_out(chunks, names)

    def _sort_out(self, chunks: list["_Chunk"], names: dict[str, int]) -> tuple[Any, list[Any]]:
        """Sparse matrices of subjects and names: of the features that all share, and own ones."""
        column_of = np.empty(len(names), np.int32)
        column_of[[names[name] for name in self.names]] = np.arange(len(names))
        empty = _Chunk(np.empty(0, np.int16), *(np.empty(0, np.int32),) * 2, np.empty(0))
        chunks.append(empty)
        audience = np.concatenate([chunk.audience for chunk in chunks])
        subject = np.concatenate([chunk.subject for chunk in chunks])
        column = column_of[np.concatenate([chunk.feature for chunk in chunks])]
        value = np.concatenate([chunk.value for chunk in chunks])
        chunks.clear()  # they are large
        shape = (len(self.subjects.keys), len(names))

        def matrix(code: int) -> Any:
            rows = np.flatnonzero(audience == code)
            return sparse.coo_array((value[rows], (subject[rows], column[rows])), shape)

        return matrix(-1).tocsr(), [matrix(code) for code in range(len(self.audiences))]

    def __getitem__(self, audience: str) -> Examples:
        if audience not in self.audiences:
            raise KeyError(audience)
        part = self.examples.filter(pc.equal(self.examples["audience"], audience))
        part = part.sort_by("example_id")
        days, person = _days(part["as_of"]), _persons(part)
        at = self.subjects.find(days, person)
        label_days = part["label_days"].to_numpy().astype(np.int64)
        if len(np.unique(np.column_stack([at, label_days]), axis=0)) < len(at):
            raise ValueError(f"Audience {audience!r} holds a person twice on the same date.")
        own = self.own[self.audiences.index(audience)].tocsr()
        values = (self.shared[at] + own[at]).tocsr()
        values.eliminate_zeros()
        values.sort_indices()
        return Examples(
            as_of=days.astype("datetime64[D]"),
            label_days=label_days,
            person=person,
            acted=part["acted"].to_numpy(zero_copy_only=False).astype(bool),
            weight=part["weight"].to_numpy().astype(np.float64),
            baseline=part["baseline_score"].to_numpy().astype(np.float64),
            value=pc.fill_null(part["value"].cast(pa.float64()), 0.0).to_numpy(),
            names=self.names,
            values=values,
            definitions=self.definitions,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.audiences)

    def __len__(self) -> int:
        return len(self.audiences)


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
        day = find_sorted(self.days, days)
        inside = (day >= 0) & (persons >= self.low) & (persons < self.low + self.span)
        keys = np.where(inside, day * self.span + (persons - self.low), -1)
        return find_sorted(self.keys, keys)


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


def _days(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Dates as days since 1970-01-01."""
    days: NDArray[np.int32] = column.cast(pa.date32()).cast(pa.int32()).to_numpy()
    return days.astype(np.int64)


def _persons(examples: pa.Table) -> NDArray[np.int64]:
    persons: NDArray[np.int64] = examples["person_key"].to_numpy().astype(np.int64)
    return persons
