"""Whether what was not known yet changes anything: a past run with the future in the data."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from owned_audiences.past_runs import PACKAGE, SCHEMA, SEED_SET_HORIZON_DAYS, STAGING, PastRuns

LATE_DAYS = 28  # how long before the date an interaction is put that became known after it
FEATURES = ("training_features", "scoring_features")
LEARNED = (*FEATURES, "training_examples", "cutoffs", "fitted_models")
PUBLISHED = (
    "audience_sizes",
    "audiences",
    "backtests",
    "contact_exclusions",
    "contact_list",
    "engagement_plan",
    "exports",
    "person_profile",
    "propensity_models",
    "propensity_scores",
    "scoreboard",
    "scorecards",
    "seed_health",
    "segment_events",
    "segment_history",
    "segments",
    "suppressions",
)
# All that is learned and published of people. A run's words on its own rows differ with these, and
# drift looks at a sample of keys.
COMPARED = tuple(f"int_{PACKAGE}__{name}" for name in LEARNED) + tuple(
    f"{PACKAGE}__{name}" for name in PUBLISHED
)
ALL_ROWS = f"{SCHEMA}.all_interactions"


@dataclass(frozen=True)
class Difference:
    """A table in which rows differ, and how many: only as known then, only with hindsight."""

    table: str
    then: int
    with_hindsight: int

    def __str__(self) -> str:
        return (
            f"  {self.table}: {self.with_hindsight:,} rows appear only with later data, "
            f"{self.then:,} disappear"
        )


@dataclass(frozen=True)
class Hindsight:
    """Result of the hindsight check.

    Attributes
    ----------
    as_of : the date
    tables, rows : that were compared
    later : interactions that became known on the date or after it
    late : those of them that were put before it, too
    differences : of the tables that differ
    """

    as_of: dt.date
    tables: int
    rows: int
    later: int
    late: int
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        added = (
            f"when {self.later:,} interactions that became known later were added, and "
            f"{self.late:,} of them again with dates in the {LATE_DAYS} days before"
        )
        if not self.differences:
            return (
                f"As of {self.as_of}, {self.tables} tables of {self.rows:,} rows stayed the same "
                f"{added}."
            )
        return "\n".join(
            [
                f"THE FUTURE LEAKS. As of {self.as_of}, {len(self.differences)} of {self.tables} "
                f"tables changed {added}:",
                *map(str, self.differences),
                "The first of them in pipeline order (features, examples, models, scores, "
                "segments) shows where to look.",
            ]
        )


def newest_past_date(runs: PastRuns) -> dt.date:
    """Find the newest date whose horizon has passed for all audiences of the last run."""
    with runs.connect() as connection:
        horizon = f"coalesce(horizon_days, {SEED_SET_HORIZON_DAYS})"
        ((date,),) = connection.execute(
            f"select min(as_of - coalesce(gap_days, 0) - {horizon}) "
            f"from {runs.relation(f'int_{PACKAGE}__audiences')}"
        ).fetchall()
    if date is None:
        raise ValueError("The database holds no audiences: build them first.")
    found: dt.date = date
    return found


def check_hindsight(
    runs: PastRuns, as_of: dt.date, say: Callable[[str], None] = lambda sentence: None
) -> Hindsight:
    """Build as of a date from what was known then, and from everything, and compare the tables.

    The second has all later interactions in it, and each a second time: as one that happened within
    the `LATE_DAYS` before the date and became known when it did. So someone who will act has acted
    already, for whoever looks at when things happened and not at when they were known.

    Parameters
    ----------
    runs : of the project; at its end the tables are those with hindsight
    as_of : a date after which there are interactions
    say : is told of each run

    Raises
    ------
    ValueError
        In one sentence: nothing happened after the date, or a run failed.
    """
    with runs.connect() as connection:
        connection.execute(f"create table {ALL_ROWS} as from {runs.relation(STAGING)}")
        later = _count(connection, f"{ALL_ROWS} where known_on >= date '{as_of}'")
        late = _count(connection, f"({_late_rows(as_of)})")
    if not late:
        raise ValueError(f"Nothing happened on {as_of} or later: name an earlier date (--as-of).")
    say(f"Building the project as of {as_of}, from what was known then.")
    runs.run(as_of, f"from {ALL_ROWS} where known_on < date '{as_of}' or known_on is null")
    with runs.connect() as connection:
        built = runs.built(connection)
        compared = [name for name in COMPARED if name in built]
        for name in compared:
            connection.execute(
                f"create table {SCHEMA}.{name} as {_contents(runs, connection, name)}"
            )
        rows = sum(_count(connection, f"{SCHEMA}.{name}") for name in compared)
    if not rows:
        raise ValueError(f"Nothing was known before {as_of}: name a later date (--as-of).")
    say(f"Building the project as of {as_of}, with what became known later in the data.")
    runs.run(as_of, f"from {ALL_ROWS} union all by name {_late_rows(as_of)}")
    with runs.connect() as connection:
        differences = tuple(_differences(runs, connection, compared))
    return Hindsight(as_of, len(compared), rows, later, late, differences)


def _late_rows(as_of: dt.date) -> str:
    """Put interactions after the date before it, as ones that became known when they did."""
    days = f"cast(day - date '{as_of}' + 1 + hash(interaction_id) % {LATE_DAYS} as integer)"
    return f"""
        select * replace (
            'canary-' || interaction_id as interaction_id,
            occurred_at - to_days({days}) as occurred_at,
            day - {days} as day,
            greatest(occurred_at, received_at) as received_at
        )
        from {ALL_ROWS} where is_valid and day >= date '{as_of}'
    """


def _differences(
    runs: PastRuns, connection: duckdb.DuckDBPyConnection, compared: list[str]
) -> Iterator[Difference]:
    for name in compared:
        then, now = f"from {SCHEMA}.{name}", _contents(runs, connection, name)
        missing = _count(connection, f"({then} except all {now})")
        added = _count(connection, f"({now} except all {then})")
        if missing or added:
            yield Difference(name, missing, added)


def _contents(runs: PastRuns, connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Query a table by what is the same in any database.

    Keys are numbers that each gives in its own order, so that people are told by their ids; sums
    of floats depend on the order of rows, so that they are compared to ten digits.
    """
    table = f"{runs.relation(name)} as rows"
    columns = connection.execute(f"describe from {table}").fetchall()
    selected = [
        f"format('{{:.9e}}', {column}) as {column}" if kind == "DOUBLE" else column
        for column, kind, *_ in columns
        if column != "person_key"
    ]
    if name.removeprefix(f"int_{PACKAGE}__") in FEATURES:
        selected.append("person_id")
        table += f" join {runs.relation(f'int_{PACKAGE}__persons')} using (person_key)"
    return f"(select {', '.join(selected)} from {table})"


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((rows,),) = connection.execute(f"select count(*) from {table}").fetchall()
    return int(rows)
