"""Consumer projects for the tests that run dbt: made, fed with raw interactions, built, read."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult

from quick_dbt import make_dbt_quick

make_dbt_quick()

REPO = Path(__file__).resolve().parents[2]
AUDIENCE = {
    "name": "buyers",
    "desired_action": "interaction_type = 'purchase'",
    "horizon_days": 14,
}
TEA = {
    "name": "tea_buyers",
    "desired_action": "interaction_type = 'purchase' and topic = 'tea'",
    "horizon_days": 30,
    "eligible": "coalesce(days_since_desired_action, 9999) > 20 and active_days > 3",
    "tiers": {"top": 0.05, "next": 0.25},
}
# The words that accept for one run what the guard finds.
ACCEPT = ("--vars", "{accept_input: true}")
QUIET = ["--quiet", "--no-use-colors", "--no-write-json", "--no-send-anonymous-usage-stats"]
QUIET += ["--log-level-file", "none"]  # a tenth of the time of a build
QUIET += ["--use-fast-test-edges"]  # dbt's own, with fewer edges for the same order
INTERACTIONS = "select * from raw.interactions"
# Synthetic rows and what comes with them: mails, visitors without an account, repeats, broken rows.
RAW = """
    with mails as (
        select
            'mail-' || k || '-' || m as interaction_id, 'u' || k as user_id,
            timestamp '2024-02-01' + to_months(m) as occurred_at,
            'mail' as interaction_type, 'mail' as channel
        from range(600, 610) as ids(k) cross join range(6) as months(m)
        union all
        select 'mail-' || user_id, user_id, min(occurred_at), 'mail', 'mail'
        from rows where user_id like '%7' group by user_id
    )
    select * exclude (known_on) from rows
    union all by name
    select * from mails
    union all by name
    select
        'v' || interaction_id as interaction_id, 'v' || user_id as anonymous_id, occurred_at,
        interaction_type
    from rows where user_id = 'u5'
    union all by name
    select * exclude (known_on) replace (received_at + interval 2 hour as received_at, 7 as value)
    from rows where interaction_id like 'i%33'
    union all by name
    select 'broken' as interaction_id, 'u1' as user_id, occurred_at
    from rows where interaction_id = 'i9'
"""


@dataclass
class Run:
    """What became of a dbt command: the status and message of each node, by its name."""

    success: bool
    statuses: dict[str, str]
    messages: dict[str, str]
    exception: str

    def __bool__(self) -> bool:
        return self.success

    @property
    def said(self) -> str:
        """Everything that went wrong, as text."""
        failed = [
            f"{name}: {self.messages[name]}"
            for name, status in self.statuses.items()
            if status not in ("success", "pass", "skipped")
        ]
        return "\n".join([self.exception, *failed])


@dataclass
class Project:
    """A project named shop that uses the package, with its own DuckDB file.

    `vars` are those of the package; `models` SQL by file name; `config` is merged into
    dbt_project.yml; `attach` goes into the profile. All are written again for every command.
    """

    folder: Path
    packages: Path
    vars: dict[str, Any] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    threads: int = 1
    time_zone: str = "UTC"
    memory_limit: str = "1GB"
    attach: list[dict[str, Any]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "shop.duckdb"

    def write(self) -> None:
        """Write the project's files as they are to be now."""
        shutil.rmtree(self.folder / "models", ignore_errors=True)
        (self.folder / "models").mkdir(parents=True)
        for name, sql in self.models.items():
            (self.folder / "models" / name).write_text(sql)
        project = {
            "name": "shop",
            "version": "0.1.0",
            "config-version": 2,
            "profile": "shop",
            "packages-install-path": str(self.packages),
            "vars": {"owned_audiences": self.vars},
            **self.config,
        }
        output = {
            "type": "duckdb",
            "path": self.database.name,  # not its folder, so that a copy need not be parsed again
            "attach": self.attach,
            "threads": self.threads,
            "settings": {"TimeZone": self.time_zone},
            "config_options": {"memory_limit": self.memory_limit, "threads": self.threads},
        }
        profile = {"shop": {"target": "dev", "outputs": {"dev": output}}}
        packages = {"packages": [{"local": str(REPO)}]}
        for name, content in {
            "dbt_project": project,
            "profiles": profile,
            "packages": packages,
        }.items():
            text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
            (self.folder / f"{name}.yml").write_text(text)

    @contextmanager
    def parsed_once(self) -> Iterator[None]:
        """Give dbt what it made of the same files in another project; it checks that they are."""
        files = sorted([*self.folder.glob("models/*"), *self.folder.glob("*.yml")])
        digest = hashlib.md5(b"\0".join(file.read_bytes() for file in files)).hexdigest()
        kept = self.packages.parent / "parsed" / digest
        own = self.folder / "target" / "partial_parse.msgpack"
        for folder in (kept.parent, own.parent):
            folder.mkdir(exist_ok=True)
        if kept.exists():
            shutil.copy(kept, own)
        yield
        if own.exists() and not kept.exists():
            shutil.copy(own, kept)

    def dbt(self, *arguments: str) -> Run:
        """Run a dbt command in this process."""
        self.write()
        where = ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]
        # with a target path dbt keeps what it parsed elsewhere
        with nullcontext() if "--target-path" in arguments else self.parsed_once():
            result = invoke([*QUIET, *arguments, *where], self.folder)
        results = getattr(result.result, "results", None) or []
        nodes = [node for node in results if hasattr(node, "node")]  # an operation is none
        return Run(
            success=result.success,
            statuses={node.node.name: str(node.status) for node in nodes},
            messages={node.node.name: node.message or "" for node in nodes},
            exception=str(result.exception or ""),
        )

    def build(self, *arguments: str, **settings: Any) -> Run:
        """Build, with variables of the package changed from now on; it must succeed."""
        self.vars.update(settings)
        run = self.dbt("build", *arguments)
        assert run, run.said
        return run

    def build_untested(self, *arguments: str, **settings: Any) -> Run:
        """Build without data tests, where another test has them run on such data."""
        kinds = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
        return self.build(*kinds, *arguments, **settings)

    def connect(self, read_only: bool = False) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.database), read_only=read_only)

    def load(self, query: str, **tables: pa.Table) -> None:
        """Put the result of a query in the place of the raw interactions; `tables` can be read."""
        with self.connect() as connection:
            connection.execute("set TimeZone = 'UTC'; create schema if not exists raw")
            for name, table in tables.items():
                connection.register(name, table)
            connection.execute(f"create or replace table raw.interactions as {query}")

    def load_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put rows in the place of the raw interactions."""
        self.load("select * from given", given=pa.Table.from_pylist(list(rows)))

    def read(self, query: str) -> list[tuple]:
        """Read through SQL."""
        with self.connect(read_only=True) as connection:
            connection.execute("set TimeZone = 'UTC'")
            return connection.execute(query).fetchall()

    def one(self, query: str) -> Any:
        """Read a single value."""
        ((value,),) = self.read(query)
        return value

    def tables(self) -> set[str]:
        return {name for (name,) in self.read("select table_name from information_schema.tables")}

    def contents(self, table: str, without: Sequence[str] = ()) -> list[tuple]:
        """All rows of a table, sorted, without some columns."""
        kept = f"* exclude ({', '.join(without)})" if without else "*"
        return self.read(f"select {kept} from {table} order by all")


def invoke(arguments: Sequence[str], folder: Path) -> dbtRunnerResult:
    """Run a dbt command in this process, in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return dbtRunner().invoke(list(arguments))
    finally:
        os.chdir(before)
        if DuckDBConnectionManager._ENV is not None:  # else the file stays open in this process
            DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager.close_all_connections()


def dbt_in_process(arguments: Sequence[str], folder: Path) -> tuple[bool, str]:
    """Do what the library's run_dbt does, in this process."""
    with redirect_stdout(io.StringIO()) as printed:
        result = invoke(arguments, folder)
    return result.success, printed.getvalue() + str(result.exception or "")


def copy(project: Project, tmp_path_factory: Any) -> Project:
    """Copy a project with all that it has built."""
    folder = tmp_path_factory.mktemp("copy") / "shop"
    shutil.copytree(project.folder, folder)
    return replace(project, folder=folder, vars=dict(project.vars), models=dict(project.models))


def interaction(
    number: int | str, user: str | None, day: dt.date | str, kind: str = "view", **more: Any
) -> dict[str, Any]:
    """Make a raw row; other columns through `more`."""
    row = {
        "interaction_id": f"i{number}",
        "user_id": user,
        "anonymous_id": None,
        "occurred_at": f"{day} 12:00:00",
        "received_at": None,
        "interaction_type": kind,
        "channel": "web",
        "topic": None,
        "value": None,
    }
    return row | more


@dataclass(frozen=True)
class Shop:
    """Synthetic interactions with a known effect, and who bought after them.

    `rows` are all of them, the days after `as_of` included; `known` those known before it. `truth`
    holds for each person the topics bought in the `horizon` days from as_of on.
    """

    rows: pa.Table
    as_of: dt.date
    horizon: int

    @property
    def known(self) -> pa.Table:
        return self.rows.filter(pc.less(self.rows["known_on"], pa.scalar(self.as_of)))

    def buyers(self, topic: str | None = None) -> set[str]:
        """Who bought within the horizon after as_of."""
        window = [self.as_of + dt.timedelta(days=k) for k in range(self.horizon)]
        return {
            row["user_id"]
            for row in self.rows.to_pylist()
            if row["interaction_type"] == "purchase"
            and row["occurred_at"].date() in window
            and topic in (None, row["topic"])
        }


def synthetic_shop(people: int, days: int, horizon: int = 14, seed: int = 0) -> Shop:
    """Simulate people who view, fill carts and buy: taste and a recent cart tell who buys.

    The last `horizon` days of the simulation come after as_of. A few rows become known days after
    they happened.
    """
    rng = np.random.default_rng(seed)
    start = dt.date(2024, 1, 1)
    taste = rng.normal(0, 1, people)
    tea = rng.random(people) < 0.3
    since_cart = np.full(people, 99)
    parts = []
    for day in range(days + horizon):
        since_cart += 1
        viewed = np.flatnonzero(rng.random(people) < 0.08 + 0.04 * (taste > 0))
        filled = np.flatnonzero(rng.random(people) < 0.02 * np.exp(0.5 * taste))
        since_cart[filled] = 0
        log_odds = -5.8 + 0.9 * taste + 1.8 * (since_cart < 10)
        bought = np.flatnonzero(rng.random(people) < 1 / (1 + np.exp(-log_odds)))
        parts += [(day, "view", viewed), (day, "cart", filled), (day, "purchase", bought)]
    day = np.concatenate([np.full(len(who), day) for day, _, who in parts])
    kind = np.concatenate([np.full(len(who), kind) for _, kind, who in parts])
    who = np.concatenate([who for _, _, who in parts])
    n = len(who)
    is_tea = rng.random(n) < np.where(tea[who], 0.6, 0.1)
    minutes = rng.integers(0, 24 * 60, n)
    occurred = np.datetime64(start, "m") + day * 1440 + minutes
    late = np.where(rng.random(n) < 0.01, rng.integers(1, 5, n), 0) * 1440
    received = occurred + late + 1
    rows = pa.table(
        {
            "interaction_id": [f"i{k}" for k in range(n)],
            "user_id": [f"u{k}" for k in who],
            "occurred_at": occurred.astype("datetime64[us]"),
            "received_at": received.astype("datetime64[us]"),
            "interaction_type": kind,
            "channel": np.where(rng.random(n) < 0.5 + 0.3 * (who % 2), "web", "app"),
            "topic": np.where(is_tea, "tea", np.where(rng.random(n) < 0.5, "coffee", "cocoa")),
            "value": np.where(kind == "purchase", rng.integers(100, 9000, n) / 100, np.nan),
            "known_on": received.astype("datetime64[D]"),
        }
    )
    rows = rows.set_column(7, "value", pc.if_else(pc.is_nan(rows["value"]), None, rows["value"]))
    return Shop(rows, start + dt.timedelta(days=days), horizon)


# The rows of a simulation that are known before a day.
PLAIN = "select * exclude (known_on) from rows where known_on < date '{day}'"


def load(project: Project, simulated: Shop, day: dt.date) -> None:
    """Put what is known before a day in the place of the raw interactions."""
    project.load(PLAIN.format(day=day), rows=simulated.rows)
