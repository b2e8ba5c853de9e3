"""Apply scorecards to everyone eligible: points and reasons per person."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from owned_audiences import frames
from owned_audiences.binning import Bins
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.points import Ints, PointsTable, from_json

BLOCK_PEOPLE = 50_000
MAX_SPAN = 5_000_000  # of keys: 40 MB
# What raises a person's score, the strongest first, and what lowers it most.
REASONS = ("reason_1", "reason_2", "reason_3", "reason_against")
SCHEMA = pa.schema(
    [
        ("audience", pa.string()),
        ("person_key", pa.int64()),
        ("points", pa.int64()),
        *[(reason, pa.string()) for reason in REASONS],
        *[(f"{reason}_bin", pa.int16()) for reason in REASONS],
        *[(f"{reason}_points", pa.int32()) for reason in REASONS],
    ]
)


def score_people(
    session: Any,
    models: Any,
    eligible: Any,
    features: Any,
    definitions: Any,
    block_people: int = BLOCK_PEOPLE,
) -> pa.RecordBatchReader:
    """Score every eligible person of every audience that has a scorecard.

    Parameters
    ----------
    session : connection of the engine
    models : frame of audience, scorecard (JSON; null is skipped); one row per audience
    eligible : frame of audience, person_key (integer); unique
    features : frame of audience (null: shared by all), person_key, feature, value
    definitions : frame of feature, family, pooled_as (as what one counts that a model does not
        name; null: not at all)
    block_people : number of people scored at a time

    Returns
    -------
    pyarrow.RecordBatchReader
        Of `SCHEMA`, one row per audience and eligible person. `points` is the scorecard's sum with
        its intercept. A reason is a feature whose bin's points differ from the average in training:
        `reason_1` to `reason_3` are above it, by `reason_k_points`, the strongest first;
        `reason_against` is the furthest below. Ties go by name; null when there is none. The
        categories of an attribute are one reason, with the sum of their points.

    Raises
    ------
    ValueError
        When an audience has two models, or a person stands twice among an audience's eligible.
    """
    rows = frames.collect(models).select(["audience", "scorecard"]).to_pylist()
    cards = [(row["audience"], row["scorecard"]) for row in rows if row["scorecard"] is not None]
    tables = {audience: from_json(card) for audience, card in sorted(cards)}
    if len(tables) < len(cards):
        raise ValueError("Only one model per audience can be applied; an audience has several.")
    if not tables:  # nobody's features need be made
        return pa.RecordBatchReader.from_batches(SCHEMA, [])
    known = FeatureDefinitions.from_table(frames.collect(definitions))
    named = known.named_with(table.features for table in tables.values())
    inputs = {"eligible": eligible, "features": frames.as_codes(features, "feature", named)}

    def score(block: frames.Tables) -> pa.Table:
        return score_block(tables, block["eligible"], block["features"], known)

    return frames.map_blocks(session, inputs, "person_key", block_people, score, SCHEMA)


def score_block(
    tables: dict[str, PointsTable],
    eligible: pa.Table,
    features: pa.Table,
    definitions: FeatureDefinitions,
) -> pa.Table:
    """Score the people of one block; see `score_people`."""
    audiences, audience_names = encode(eligible["audience"])
    keys = eligible["person_key"].to_numpy()
    values = LongValues(features, definitions)
    scored = [SCHEMA.empty_table()]
    for audience, table in tables.items():
        code = audience_names.get(audience, -2)
        people, counts = np.unique(keys[audiences == code], return_counts=True)
        if np.any(counts > 1):
            raise ValueError(f"A person stands twice among the eligible of audience {audience!r}.")
        if len(people):
            wide = values.widen(audience, table.features, people.astype(np.int64))
            scored.append(_score(audience, table, people, wide, definitions))
    return pa.concat_tables(scored)


def encode(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], dict[str, int]]:
    """Codes of a text column (-1 for null), int32 of shape (n,), and each text's code."""
    array = pc.dictionary_encode(column).unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # no chunk at all
        return np.empty(0, np.int32), {}
    codes = pc.fill_null(array.indices.cast(pa.int32()), -1).to_numpy(zero_copy_only=False)
    return codes, {name: k for k, name in enumerate(array.dictionary.to_pylist())}


class LongValues:
    """The features of a block's people, one row per person and feature."""

    def __init__(self, features: pa.Table, definitions: FeatureDefinitions) -> None:
        self.pools = definitions.pools
        self.audiences, self.audience_names = encode(features["audience"])
        self.codes, self.names = encode(features["feature"])
        self.keys = features["person_key"].to_numpy()
        values = pc.fill_null(features["value"].cast(pa.float64(), safe=False), 0.0)
        self.values = values.to_numpy()

    def widen(self, audience: str, features: tuple[str, ...], people: Ints) -> NDArray[np.float64]:
        """Values of shape (people, features), in column order, 0 where there is none.

        Rows of the same person and feature are added up, and topics and categories that the model
        does not know go to its sum of the others. `people` are sorted keys.
        """
        position = {name: j for j, name in enumerate(features)}
        column = np.full(len(self.names) + 1, -1, np.int64)  # the last one is null's
        for name, code in self.names.items():
            column[code] = position.get(name, position.get(self.pools.get(name, ""), -1))
        shared = self.audiences == -1
        own = self.audiences == self.audience_names.get(audience, -2)
        columns = column[self.codes]
        rows = find_sorted(people, self.keys)
        kept = np.flatnonzero((columns >= 0) & (rows >= 0) & (shared | own))
        cells = columns[kept] * len(people) + rows[kept]
        size = len(features) * len(people)
        wide: NDArray[np.float64] = np.bincount(cells, self.values[kept], size).astype(
            np.float64, copy=False
        )
        return wide.reshape(len(features), len(people)).T


def find_sorted(known: Ints, keys: Ints) -> Ints:
    """Position of each key among known ones, sorted and not empty; -1 where it is none of them."""
    low, span = known[0], int(known[-1] - known[0]) + 1
    inside = (keys >= low) & (keys <= known[-1])
    if span <= MAX_SPAN:  # looking up in an array takes a third of the time of a search
        position = np.full(span, -1)
        position[known - low] = np.arange(len(known))
        return np.where(inside, position[np.where(inside, keys - low, 0)], -1)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, at, -1)


def _join_categories(
    names: tuple[str, ...],
    bins: Bins,
    contributions: NDArray[np.int32],
    definitions: FeatureDefinitions,
) -> None:
    """Make the contributions of an attribute's categories one, in place.

    "is plus" and "is not basic" are one reason. It stands at the person's own category; where that
    has no feature, at the strongest.
    """
    families: dict[str, list[int]] = {}
    for j, name in enumerate(names):
        if definitions.is_of(name, "attribute"):
            families.setdefault(definitions.pools.get(name, name), []).append(j)
    for members in families.values():
        part = contributions[:, members].astype(np.int64)
        at = np.argmax(np.where(bins[:, members] > 0, np.iinfo(np.int64).max, np.abs(part)), axis=1)
        contributions[:, members] = 0
        contributions[np.arange(len(bins)), np.array(members)[at]] = part.sum(axis=1)


def _score(
    audience: str,
    table: PointsTable,
    people: Ints,
    wide: NDArray[np.float64],
    definitions: FeatureDefinitions,
) -> pa.Table:
    bins = table.bins(wide)
    contributions = table.contributions(bins)
    _join_categories(table.features, bins, contributions, definitions)
    number = max(len(table.features), 1)
    # One number that orders reasons: the size of the contribution, then the name's rank.
    rank = number - 1 - np.argsort(np.argsort(table.features))
    strength = contributions.T.astype(np.int64) * number + rank[:, None]
    names = pa.array(table.features, pa.string())
    feature_at = np.argsort(-rank)
    every = np.arange(len(people))
    reasons, reason_bins, reason_points = [], [], []
    for reason in REASONS:
        if reason == "reason_against":
            strength = -contributions.T.astype(np.int64) * number + rank[:, None]
        best = np.max(strength, axis=0, initial=0)
        feature = feature_at[number - 1 - best % number]
        none = best < number
        strength[feature, every] = 0
        reasons.append(names.take(pa.array(feature, mask=none)))
        reason_bins.append(pa.array(bins[every, feature].astype(np.int16), mask=none))
        reason_points.append(pa.array(contributions[every, feature], mask=none))
    columns = [
        pa.array([audience], pa.string()).take(pa.array(np.zeros(len(people), np.int64))),
        pa.array(people.astype(np.int64)),
        pa.array(table.total(bins)),
    ]
    return pa.table(columns + reasons + reason_bins + reason_points, schema=SCHEMA)
