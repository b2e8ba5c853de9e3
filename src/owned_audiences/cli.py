"""The command `owned-audiences`: what is asked of a built warehouse on demand."""

import argparse
import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from owned_audiences.exposure import ALL_TOPICS, KNOWLEDGE, LABELS, SENTENCE, Exposure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; what is wrong is said in one sentence, with an exit status of 1."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except ValueError as problem:
        print(f"owned-audiences: {problem}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="owned-audiences", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    canaries = commands.add_parser(
        "canaries",
        parents=[_project()],
        help="whether anything of the future leaks into what is learned",
        description="Build the project's audiences as of a past date on a copy of the database: "
        "from what was known then, and again with everything that became known later in the data, "
        "which must change nothing. Then fit them on permuted labels, which must publish nothing.",
    )
    canaries.set_defaults(run=_canaries)
    exposure = commands.add_parser(
        "exposure",
        help="what sending a list would give away",
        description="Measure what sending an audience's list would give away: how well its "
        "receiver predicts who will do something else. Writes nothing to the database.",
    )
    exposure.add_argument("--database", required=True, type=Path, help="the DuckDB file")
    exposure.add_argument("--schema", help="of the int_ tables; by default it is looked for")
    exposure.add_argument("--as-of", type=dt.date.fromisoformat, help="past date; default: newest")
    exposure.add_argument("--audience", action="append", default=[], help="default: all of them")
    exposure.add_argument("--topic", action="append", default=[], help="rival topic; default: ten")
    exposure.add_argument(
        "--output", type=Path, help="write all rows to this .csv or .parquet file"
    )
    exposure.set_defaults(run=_print_exposure)
    return parser


def _project() -> argparse.ArgumentParser:
    """Arguments of the commands that run a project as of past dates."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--database", required=True, type=Path, help="the DuckDB file")
    parser.add_argument("--project-dir", type=Path, default=Path(), help="default: this folder")
    parser.add_argument("--profiles-dir", type=Path, help="default: the project's, or ~/.dbt")
    parser.add_argument("--target", help="of the profile; default: its own")
    parser.add_argument("--vars", type=_variables, default={}, help="as for dbt, in JSON")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, help="past date; default: newest")
    return parser


def _variables(text: str) -> dict[str, Any]:
    try:
        variables: dict[str, Any] = json.loads(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"no JSON: {text}") from None
    return variables


def _canaries(given: argparse.Namespace) -> int:
    """Print what each check found; the status is 1 where one of them alarms."""
    _need_duckdb()
    from owned_audiences.hindsight import check_hindsight, newest_past_date
    from owned_audiences.past_runs import PastRuns
    from owned_audiences.permuted_labels import check_permuted_labels

    with PastRuns(
        given.database, given.project_dir, given.profiles_dir, given.target, given.vars
    ) as runs:
        as_of = given.as_of or newest_past_date(runs)
        found = check_hindsight(runs, as_of)
        print(found)
        permuted = check_permuted_labels(runs)
    for one in permuted:
        print(one)
    return int(bool(found.differences) or any(one.is_published for one in permuted))


def _need_duckdb() -> None:
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise ValueError('DuckDB is not installed: pip install "owned-audiences[duckdb]"') from None


def _print_exposure(given: argparse.Namespace) -> int:
    rows = _exposure(given)
    print("\n".join(_lines(rows)))
    if given.output:
        print(f"{len(rows)} rows by topic are in {given.output}.")
    return 0


def _exposure(given: argparse.Namespace) -> list[Exposure]:
    """Measure the audiences asked for, and write the file."""
    _need_duckdb()
    import duckdb

    from owned_audiences.exposure_history import History
    from owned_audiences.exposure_lists import expose

    if given.output and given.output.suffix not in (".csv", ".parquet"):
        raise ValueError(f"--output {given.output}: the file's name must end in .csv or .parquet.")
    if not given.database.is_file():
        raise ValueError(f"There is no file {given.database}.")
    rows: list[Exposure] = []
    try:
        with duckdb.connect(str(given.database), read_only=True) as connection:
            history = History(connection, given.schema)
            for audience in history.audiences(given.audience):
                try:
                    rows += expose(history, audience, given.as_of, given.topic)
                except ValueError as problem:
                    if given.audience:
                        raise
                    print(f"owned-audiences: {problem}", file=sys.stderr)
            for note in history.notes:
                print(f"owned-audiences: {note}", file=sys.stderr)
    except duckdb.Error as problem:
        raise ValueError(str(problem).splitlines()[0]) from None
    if not rows:
        raise ValueError("Of no audience could anything be measured.")
    if given.output:
        _write(rows, given.output)
    return rows


def _lines(rows: Sequence[Exposure]) -> Iterator[str]:
    """One table for each audience, of all its rival topics together."""
    for audience in dict.fromkeys(row.audience for row in rows):
        own = [row for row in rows if row.audience == audience and row.topic == ALL_TOPICS]
        topics = {row.topic for row in rows if row.audience == audience} - {ALL_TOPICS}
        first = own[0]
        yield (
            f"{audience}, as of {first.as_of}: {len(topics)} rival topics. {first.acted:,} of "
            f"{first.people:,} people who had never done a {first.interaction_type} of one did "
            f"within {first.horizon_days} days (a person counts once per topic)."
        )
        yield f"How many of them are among the {first.best_tenth:,} whom a receiver ranks highest:"
        yield ""
        yield f"{'what is sent':<36}{'people':>8}   {'knows nothing else':<30}knows activity"
        for shape in dict.fromkeys(row.shape for row in own):
            by_knowledge = {row.receiver_knows: row for row in own if row.shape == shape}
            cells = [_cell(by_knowledge[knows]) for knows in KNOWLEDGE]
            listed = by_knowledge[KNOWLEDGE[0]].listed
            people = "" if listed is None else f"{listed:,}"
            yield f"{LABELS[shape]:<36}{people:>8}   {cells[0]:<30}{cells[1]}".rstrip()
        yield ""
    yield SENTENCE + " Hits, and AUC with its 95 % interval."


def _cell(row: Exposure) -> str:
    if row.auc_low == row.auc_high:  # nobody is told from anybody
        return f"{row.hits:,.0f} by chance"
    return f"{row.hits:,.0f}  {row.auc:.3f} ({row.auc_low:.3f} to {row.auc_high:.3f})"


def _write(rows: Sequence[Exposure], path: Path) -> None:
    values: list[dict[str, Any]] = [asdict(row) for row in rows]
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(values), path)
        return
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Exposure)])
        writer.writeheader()
        writer.writerows(values)
