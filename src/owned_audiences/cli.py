"""The `owned-audiences` command: checks to run on demand on a built project."""

import argparse
import datetime as dt
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from owned_audiences.past_runs import PastRuns


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; print an error and return 2 if it fails."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (ValueError, OSError) as problem:
        print(f"owned-audiences: {problem}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="owned-audiences", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    canaries = commands.add_parser(
        "canaries",
        parents=[_project()],
        help="check that the models learn nothing from the future",
        description="Build the project's audiences as of a past date on a copy of the database: "
        "from what was known then, and again with the interactions that became known later in the "
        "data, which must change nothing. Then fit them on permuted labels, which must publish "
        "nothing.",
    )
    canaries.set_defaults(run=_canaries)
    exposure = commands.add_parser(
        "exposure",
        parents=[_project()],
        help="what sending a list would give away",
        description="Measure what sending an audience's lists would give away: how well their "
        "receiver predicts who will do something else. Builds the project's audiences as of past "
        "dates on a copy of the database, which takes minutes; writes nothing to the database.",
    )
    exposure.add_argument("--audience", action="append", default=[], help="default: all of them")
    exposure.add_argument("--topic", action="append", default=[], help="rival topic; default: ten")
    exposure.add_argument(
        "--output", type=Path, help="write all rows to this .csv or .parquet file"
    )
    exposure.add_argument("--picture", type=Path, help="draw the hits into this .svg file")
    exposure.set_defaults(run=_exposure)
    return parser


def _project() -> argparse.ArgumentParser:
    """Arguments of the commands that run a project as of past dates."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--database", required=True, type=Path, help="the DuckDB file")
    parser.add_argument("--project-dir", type=Path, default=Path(), help="default: this folder")
    parser.add_argument("--profiles-dir", type=Path, help="default: that of dbt")
    parser.add_argument("--target", help="of the profile; default: its own")
    parser.add_argument("--vars", type=_variables, default={}, help="as for dbt, in JSON")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, help="past date; default: newest")
    return parser


def _variables(text: str) -> dict[str, Any]:
    try:
        variables = json.loads(text)
    except ValueError:
        variables = None
    if not isinstance(variables, dict):
        raise argparse.ArgumentTypeError(f"not a JSON object: {text}")
    return variables


def _canaries(given: argparse.Namespace) -> int:
    """Print what each check found; the status is 1 where one of them alarms."""
    with _past_runs(given) as runs:
        from owned_audiences.hindsight import check_hindsight, newest_past_date
        from owned_audiences.permuted_labels import check_permuted_labels

        as_of = given.as_of or newest_past_date(runs)
        found = check_hindsight(runs, as_of, _say)
        print(found, flush=True)
        _say("Fitting the models on permuted labels.")
        permuted = check_permuted_labels(runs)
    for one in permuted:
        print(one)
    failed = bool(found.differences) or any(one.is_published for one in permuted)
    print("A check failed." if failed else "Both checks passed.")
    return int(failed)


@contextmanager
def _past_runs(given: argparse.Namespace) -> "Iterator[PastRuns]":
    """Open a copy of the project's database; what DuckDB finds wrong is said in a sentence."""
    try:
        import duckdb

        from owned_audiences.past_runs import PastRuns
    except ImportError:
        raise ValueError('DuckDB is not installed: pip install "owned-audiences[duckdb]"') from None
    # else the copy of the database would stay where the command is stopped
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with PastRuns(
            given.database, given.project_dir, given.profiles_dir, given.target, given.vars
        ) as runs:
            yield runs
    except duckdb.Error as problem:
        raise ValueError(str(problem).splitlines()[0]) from None


def _exposure(given: argparse.Namespace) -> int:
    """Measure the audiences asked for, print what was found, and write the files."""
    if given.output and given.output.suffix not in (".csv", ".parquet"):
        raise ValueError(f"--output {given.output}: the file's name must end in .csv or .parquet.")
    if given.picture and given.picture.suffix != ".svg":
        raise ValueError(f"--picture {given.picture}: the file's name must end in .svg.")
    for file in (given.output, given.picture):
        if file and not file.absolute().parent.is_dir():
            raise ValueError(f"There is no folder {file.absolute().parent}.")
    with _past_runs(given) as runs:
        from owned_audiences.exposure_lists import expose
        from owned_audiences.exposure_picture import picture_of
        from owned_audiences.exposure_report import lines_of, write_rows

        rows = expose(runs, given.audience, given.as_of, given.topic, _say)
    if not rows:
        raise ValueError("Nothing could be measured for any audience.")
    print("\n".join(lines_of(rows)))
    if given.output:
        write_rows(rows, given.output)
        print(f"{len(rows)} rows by topic are in {given.output}.")
    if given.picture:
        given.picture.write_text(picture_of(rows))
        print(f"The picture is in {given.picture}.")
    return 0


def _say(sentence: str) -> None:
    print(f"owned-audiences: {sentence}", file=sys.stderr, flush=True)
