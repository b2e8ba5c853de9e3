"""Preferences as tables: the overall ones from a sample of people, each person's own in blocks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from owned_audiences import frames
from owned_audiences.active_days import (
    DIMENSIONS,
    DayCounts,
    Dimension,
    read_activity,
    read_dimensions,
)
from owned_audiences.points import Ints
from owned_audiences.preferences import (
    MOST_PRIOR_DAYS,
    Choices,
    Shares,
    choose,
    compare_held_out,
    estimate_shares,
)
from owned_audiences.scoring import encode

# Of so many topics, the moments alone would let the overall favorite win.
MOST_PRIOR_DAYS_FOR_TOPICS = 30.0
BLOCK_PEOPLE = 25_000
OVERALL = pa.schema(
    [
        ("dimension", pa.string()),
        ("category", pa.string()),
        ("share", pa.float64()),
        ("prior_days", pa.float64()),
        ("people_held_out", pa.int64()),
        ("overall_loss", pa.float64()),
        ("personal_loss", pa.float64()),
        ("is_personal", pa.bool_()),
    ]
)
PERSONAL = pa.schema(
    [
        ("audience", pa.string()),
        ("person_key", pa.int64()),
        ("dimension", pa.string()),
        ("category", pa.string()),
        ("share", pa.float64()),
    ]
)


def overall_preferences(
    session: Any,
    sample: Any,
    activity: Any,
    interaction_dimensions: Any,
    block_people: int = BLOCK_PEOPLE,
) -> pa.Table:
    """Estimate overall preferences from a sample of people.

    Parameters
    ----------
    session : connection of the engine
    sample : frame of person_key; unique
    activity : frame of person_key, dimension_key, days_ago (1 to 365), of the sample
    interaction_dimensions : frame of dimension_key and a column per dimension, null for none
    block_people : number of people counted at a time

    Returns
    -------
    pyarrow.Table
        Of `OVERALL`, one row per dimension and category in which the sample was active. What tells
        whether preferences are personal is the same in all rows of a dimension.
    """
    dimensions = _read_dimensions(interaction_dimensions)
    inputs = {"sample": sample, "activity": activity}
    counts = []
    for block in frames.blocks(session, inputs, "person_key", block_people):
        did = read_activity(block["activity"])
        counts.append([dimension.count(did) for dimension in dimensions])
    if not counts:
        return OVERALL.empty_table()
    of_dimensions = map(DayCounts.join, zip(*counts, strict=True))
    return pa.concat_tables(map(_overall, dimensions, of_dimensions))


def person_preferences(
    session: Any,
    planned: Any,
    activity: Any,
    interaction_dimensions: Any,
    options: Any,
    block_people: int = BLOCK_PEOPLE,
) -> pa.RecordBatchReader:
    """Choose each planned person's category where preferences are personal.

    Parameters
    ----------
    session : connection of the engine
    planned : frame of audience, person_key; unique
    activity : frame of person_key, dimension_key, days_ago (1 to 365), of the planned people
    interaction_dimensions : frame of dimension_key and a column per dimension, null for none
    options : frame of audience, dimension, category, share, prior_days, is_personal, option_rank
    block_people : number of people chosen for at a time

    Returns
    -------
    pyarrow.RecordBatchReader
        Of `PERSONAL`, one row per audience, planned person and dimension that is personal and in
        which the person was active.
    """
    dimensions = _read_dimensions(interaction_dimensions)
    options_of = _read_options(frames.collect(options), dimensions)
    if not options_of:  # nobody's activity need be read
        return pa.RecordBatchReader.from_batches(PERSONAL, [])

    personal = {part.dimension.name: part.dimension for part in options_of}

    def choose_block(block: frames.Tables) -> pa.Table:
        audiences, codes = encode(block["planned"]["audience"])
        keys = block["planned"]["person_key"].to_numpy()
        people = {audience: keys[audiences == code] for audience, code in codes.items()}
        did = read_activity(block["activity"])
        counts = {name: dimension.count(did) for name, dimension in personal.items()}
        tables = [PERSONAL.empty_table()]
        for part in options_of:
            choices = choose(counts[part.dimension.name], part.shares, part.rank)
            planned_for = [audience for audience in part.audiences if audience in people]
            tables += [_personal(part, choices, who, people[who]) for who in planned_for]
        return pa.concat_tables(tables)

    inputs = {"planned": planned, "activity": activity}
    return frames.map_blocks(session, inputs, "person_key", block_people, choose_block, PERSONAL)


@dataclass(frozen=True)
class _Options:
    """The categories of a dimension among which some audiences choose, by code; see `choose`."""

    dimension: Dimension
    audiences: tuple[str, ...]
    shares: Shares
    rank: Ints


def _read_dimensions(interaction_dimensions: Any) -> list[Dimension]:
    return read_dimensions(frames.collect(interaction_dimensions, ["dimension_key", *DIMENSIONS]))


def _read_options(options: pa.Table, dimensions: list[Dimension]) -> list[_Options]:
    """Read the options in personal dimensions; those that are the same are read as one."""
    options = options.filter(options["is_personal"])
    found: dict[tuple[str, bytes], _Options] = {}
    for dimension in dimensions:
        in_dimension = options.filter(pc.equal(options["dimension"], dimension.name))
        for audience in sorted(in_dimension["audience"].unique().to_pylist()):
            rows = in_dimension.filter(pc.equal(in_dimension["audience"], audience))
            at = pc.index_in(rows["category"], value_set=dimension.labels).to_numpy()
            rank, share = np.zeros(len(dimension.labels), np.int64), np.zeros(len(dimension.labels))
            rank[at], share[at] = rows["option_rank"].to_numpy(), rows["share"].to_numpy()
            key = (dimension.name, rank.tobytes())
            audiences = (*found[key].audiences, audience) if key in found else (audience,)
            shares = Shares(share, rows["prior_days"][0].as_py())
            found[key] = _Options(dimension, audiences, shares, rank)
    return list(found.values())


def _overall(dimension: Dimension, counts: DayCounts) -> pa.Table:
    most = MOST_PRIOR_DAYS_FOR_TOPICS if dimension.name == "topic" else MOST_PRIOR_DAYS
    size = len(dimension.labels)
    shares = estimate_shares(counts, size, most)
    held_out = compare_held_out(counts, estimate_shares(counts.before(), size, most))
    seen = pa.array(np.flatnonzero(shares.share > 0))
    columns = {
        "dimension": dimension.name,
        "category": dimension.labels.take(seen),
        "share": pa.array(shares.share).take(seen),
        "prior_days": shares.prior_days,
        "people_held_out": held_out.people,
        "overall_loss": held_out.overall_loss,
        "personal_loss": held_out.personal_loss,
        "is_personal": held_out.is_personal,
    }
    return pa.table(_repeated(columns, len(seen))).cast(OVERALL)


def _personal(part: _Options, choices: Choices, audience: str, people: Ints) -> pa.Table:
    at = pa.array(np.flatnonzero(np.isin(choices.person, people)))
    columns = {
        "audience": audience,
        "person_key": pa.array(choices.person).take(at),
        "dimension": part.dimension.name,
        "category": part.dimension.labels.take(pa.array(choices.category).take(at)),
        "share": pa.array(choices.share).take(at),
    }
    return pa.table(_repeated(columns, len(at))).cast(PERSONAL)


def _repeated(columns: dict[str, Any], rows: int) -> dict[str, pa.Array]:
    """Columns of a table, of which some are one value for all rows."""
    return {
        name: column if isinstance(column, pa.Array) else pa.repeat(pa.scalar(column), rows)
        for name, column in columns.items()
    }
