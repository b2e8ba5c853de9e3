"""Active days of people by category of a dimension: weekday, day part, channel, topic."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from owned_audiences.points import Ints
from owned_audiences.scoring import encode

DIMENSIONS = ("weekday", "day_part", "channel", "topic")
HELD_OUT_DAYS = 30
AGE_BITS = 9  # days ago fit: at most 511


@dataclass(frozen=True)
class DayCounts:
    """Active days by person and category of a dimension, sorted by both, unique.

    Attributes
    ----------
    person : keys, shape (n,)
    category : codes from 0 on, shape (n,)
    days : active days, 1 or more, shape (n,)
    days_before : those of them before the held-out days, shape (n,)
    """

    person: Ints
    category: Ints
    days: Ints
    days_before: Ints

    @classmethod
    def join(cls, parts: Sequence["DayCounts"]) -> "DayCounts":
        """Join the counts of blocks of people, the lower keys first; at least one."""
        names = [field.name for field in fields(cls)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def before(self) -> "DayCounts":
        """Keep the days before the held-out ones alone."""
        at = self.days_before > 0
        days = self.days_before[at]
        return DayCounts(self.person[at], self.category[at], days, days)

    def positions(self) -> tuple[Ints, Ints]:
        """Distinct persons, shape (m,), and the position of each row's among them, shape (n,)."""
        first = _is_first(self.person)
        return self.person[first], np.cumsum(first) - 1


@dataclass(frozen=True)
class Activity:
    """What people did: their keys, dimension keys and days ago, each of shape (n,)."""

    person: Ints
    dimension_key: Ints
    days_ago: Ints


@dataclass(frozen=True)
class Dimension:
    """A dimension of preferences.

    Attributes
    ----------
    name : one of `DIMENSIONS`
    labels : text of each category, sorted, shape (categories,)
    codes : the category of each dimension_key; -1 for none and unknown keys
    """

    name: str
    labels: pa.Array
    codes: Ints

    def count(self, activity: Activity) -> DayCounts:
        """Count the active days of each person in each category."""
        return count_days(activity.person, self.codes[activity.dimension_key], activity.days_ago)


def read_activity(rows: pa.Table) -> Activity:
    """Read rows of person_key, dimension_key, days_ago."""
    columns = (rows[name].to_numpy() for name in ("person_key", "dimension_key", "days_ago"))
    return Activity(*(column.astype(np.int64, copy=False) for column in columns))


def read_dimensions(interaction_dimensions: pa.Table) -> list[Dimension]:
    """Read the categories from a table of dimension_key and a column per dimension (null: none)."""
    keys = interaction_dimensions["dimension_key"].to_numpy()
    dimensions = []
    for name in DIMENSIONS:
        codes, names = encode(interaction_dimensions[name].cast(pa.string()))
        labels = sorted(names)
        category = np.full(len(names) + 1, -1, np.int64)  # the last one is null's
        category[[names[label] for label in labels]] = np.arange(len(labels))
        category_of = np.full(int(keys.max(initial=-1)) + 1, -1, np.int64)
        category_of[keys] = category[codes]
        dimensions.append(Dimension(name, pa.array(labels, pa.string()), category_of))
    return dimensions


def count_days(person: Ints, category: Ints, days_ago: Ints) -> DayCounts:
    """Count active days by sorting; a day counts once in a category.

    Parameters
    ----------
    person : keys, not negative, shape (n,)
    category : codes, -1 where there is none, shape (n,)
    days_ago : 0 to 511, shape (n,)
    """
    categories = int(category.max(initial=0)) + 1
    key = ((person * categories + category) << AGE_BITS | days_ago)[category >= 0]
    key.sort()
    key = key[_is_first(key)]
    pair = key >> AGE_BITS
    is_before = (key & (2**AGE_BITS - 1)) > HELD_OUT_DAYS
    first = np.flatnonzero(_is_first(pair))
    days = np.diff(first, append=len(pair))
    before = np.diff(np.append(0, np.cumsum(is_before))[np.append(first, len(pair))])
    return DayCounts(pair[first] // categories, pair[first] % categories, days, before)


def _is_first(values: Ints) -> NDArray[np.bool_]:
    """Whether each of sorted values is the first of its run."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]
