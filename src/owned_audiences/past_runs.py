"""Runs of a dbt project as of past dates, on a copy of its DuckDB file."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import yaml  # type: ignore[import-untyped]

PACKAGE = "owned_audiences"
STAGING = f"stg_{PACKAGE}__interactions"
SCHEMA = "owned_audiences_past_runs"  # in the copy, for tables that outlive a run
SEED_SET_HORIZON_DAYS = 30  # of a list, which has none of its own
MAX_SAID = 800  # characters of what dbt says of a failure

# Takes the arguments of dbt; returns whether it succeeded, and what it said.
Dbt = Callable[[Sequence[str], Path], tuple[bool, str]]


def run_dbt(arguments: Sequence[str], folder: Path) -> tuple[bool, str]:
    """Run the dbt of this Python in a folder."""
    dbt = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
    done = subprocess.run([*dbt, *arguments], cwd=folder, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


class PastRuns:
    """A project whose package runs as of past dates; only a copy of its database is written to.

    A context manager: the copy is deleted at its end.

    Parameters
    ----------
    database : the DuckDB file that the project has built
    folder : of the project
    profiles_dir : by default where dbt looks: DBT_PROFILES_DIR, the project's folder, ~/.dbt
    target : of the profile, by default its own
    variables : of dbt's command line, which win over those of the project
    dbt : how dbt is run

    Raises
    ------
    ValueError
        In one sentence: there is no such file, project or profile, the package is built into
        another database or file, or a run failed.
    """

    def __init__(
        self,
        database: Path,
        folder: Path,
        profiles_dir: Path | None = None,
        target: str | None = None,
        variables: Mapping[str, Any] | None = None,
        dbt: Dbt = run_dbt,
    ) -> None:
        if not database.is_file():
            raise ValueError(f"There is no file {database}.")
        self._folder = folder
        self._variables = {**(variables or {}), "accept_input": True}
        self._dbt = dbt
        self._target = ["--target", target] if target else []
        self._copied = tempfile.TemporaryDirectory(prefix="owned_audiences_")
        self._work = Path(self._copied.name)
        # a database is called after its file
        self.database = self._work / database.name
        self._original = database
        self._profiles = profiles_dir or _profiles_dir(folder)
        self._relations: dict[str, str] = {}

    def __enter__(self) -> "PastRuns":
        try:
            self._write_profile()
            # which nothing else may write to meanwhile
            with duckdb.connect(str(self._original), read_only=True):
                for suffix in ("", ".wal"):
                    written = self._original.with_name(self._original.name + suffix)
                    if written.is_file():
                        shutil.copyfile(written, self._work / written.name)
            self._parse()
        except BaseException:
            self._copied.cleanup()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._copied.cleanup()

    def relation(self, model: str) -> str:
        """Name the relation of a model of the package, as SQL."""
        if model not in self._relations:
            raise ValueError(f"The project does not build {model}.")
        return self._relations[model]

    def built(self, connection: duckdb.DuckDBPyConnection) -> set[str]:
        """Name the models of the package that the project has built: it may have disabled some."""
        found = _relations_of(connection)
        return {model for model, relation in self._relations.items() if relation in found}

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open the copy; it must be closed before the next run."""
        connection = duckdb.connect(str(self.database))
        connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
        return connection

    def run(self, as_of: dt.date, interactions: str | None = None) -> None:
        """Build the package anew as of a date, as a first run that knows nothing of later ones.

        Parameters
        ----------
        as_of : the date
        interactions : a query of the staged rows to use; by default those of the project
        """
        with self.connect() as connection:
            if interactions:
                table = f"{SCHEMA}.interactions"
                connection.execute(f"create or replace table {table} as {interactions}")
            self._drop_relations(connection)
            if interactions:
                connection.execute(f"create view {self.relation(STAGING)} as from {table}")
        self._call(
            *("build", "--select", f"package:{PACKAGE}"),
            *(("--exclude", STAGING) if interactions else ()),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            as_of=as_of,
        )

    def _write_profile(self) -> None:
        project = self._folder / "dbt_project.yml"
        if not project.is_file():
            raise ValueError(f"{self._folder} is not a dbt project: it has no dbt_project.yml.")
        name = (_read_yaml(project) or {}).get("profile")
        path = self._profiles / "profiles.yml"
        profiles = (_read_yaml(path) if path.is_file() else None) or {}
        if name not in profiles:
            raise ValueError(
                f"{path} has no profile {name!r}: pass its folder with --profiles-dir."
            )
        for output in profiles[name]["outputs"].values():
            output["path"] = str(self.database)
            for attached in output.get("attach") or []:
                attached["read_only"] = True
        text = yaml.safe_dump({name: profiles[name]}, allow_unicode=True)
        (self._work / "profiles.yml").write_text(text, encoding="utf-8")

    def _parse(self) -> None:
        self._call("parse", as_of=None)
        text = (self._work / "target" / "manifest.json").read_text(encoding="utf-8")
        manifest = json.loads(text)
        if manifest["metadata"]["adapter_type"] != "duckdb":
            raise ValueError("Past runs need a target of type duckdb: pass one with --target.")
        with self.connect() as connection:
            connection.execute(f"create schema {SCHEMA}")
            ((database,),) = connection.execute("select current_database()").fetchall()
            found = _relations_of(connection)
        for node in manifest["nodes"].values():
            if node["package_name"] != PACKAGE or not node.get("relation_name"):
                continue
            if node["database"] != database:
                raise ValueError(
                    f"{node['name']} is built into the database {node['database']!r}, "
                    f"not into {self._original}: pass its file with --database."
                )
            if node["config"]["materialized"] == "external":
                raise ValueError(f"{node['name']} is written to a file of its own (external).")
            self._relations[node["name"]] = node["relation_name"]
        if STAGING not in self._relations:
            raise ValueError(f"The project {self._folder} does not use {PACKAGE}.")
        if self._relations[STAGING] not in found:
            raise ValueError(
                f"{self._original} holds no {self._relations[STAGING]}: build the project first."
            )

    def _drop_relations(self, connection: duckdb.DuckDBPyConnection) -> None:
        kinds = _relations_of(connection)
        for relation in self._relations.values():
            if relation in kinds:
                connection.execute(f"drop {kinds[relation]} {relation}")

    def _call(self, *arguments: str, as_of: dt.date | None) -> None:
        variables = {**self._variables, "as_of": as_of.isoformat() if as_of else None}
        work = str(self._work)
        succeeded, said = self._dbt(
            [
                *("--quiet", "--no-use-colors", "--log-path", work),
                *arguments,
                *("--profiles-dir", work, "--target-path", f"{work}/target", *self._target),
                *("--vars", json.dumps(variables)),
            ],
            self._folder,
        )
        if not succeeded:
            when = f" as of {as_of}" if as_of else ""
            raise ValueError(
                f"dbt {arguments[0]} failed{when}: {' '.join(said.split())[:MAX_SAID]}"
            )


def _profiles_dir(folder: Path) -> Path:
    if "DBT_PROFILES_DIR" in os.environ:
        return Path(os.environ["DBT_PROFILES_DIR"])
    return folder if (folder / "profiles.yml").is_file() else Path.home() / ".dbt"


def _read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _relations_of(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """By their quoted name, whether the relations that there are are tables or views."""
    rows = connection.execute(
        "select table_catalog, table_schema, table_name, table_type = 'VIEW' "
        "from information_schema.tables"
    ).fetchall()
    return {
        f'"{catalog}"."{schema}"."{name}"': "view" if is_view else "table"
        for catalog, schema, name, is_view in rows
    }
