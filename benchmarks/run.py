"""The package against its peer: `make bench`.

    python benchmarks/run.py [--rows 1000000] [--audiences 1] [--steps] [--markdown]

measures the first build, the build of the next day and the peer (peer.py), each in a process of
its own and from raw rows. The data is generated once, into benchmarks/data/<rows>.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import yaml
from sklearn.metrics import roc_auc_score

from measure import Measured, measure
from show import show

HERE = Path(__file__).resolve().parent
DBT = [sys.executable, "-m", "dbt.cli.main"]
# Threads that wait for work must not spin: on a busy machine it made a fit ten times as slow.
QUIET = {"OMP_WAIT_POLICY": "passive"}


def generated(rows: int) -> Path:
    """The folder with the data, made when it is absent."""
    data = HERE / "data" / str(rows)
    if not (data / "truth.parquet").exists():
        print(f"generating {rows:,} rows in {data}", flush=True)
        command = [sys.executable, HERE / "generate.py", "--rows", str(rows), "--out", data]
        subprocess.run(command, check=True)
    return data


def fresh_project(work: Path, audiences: int) -> list[dict[str, str]]:
    """Copy the project into `work`, with its packages; the audiences that it has."""
    shutil.rmtree(work, ignore_errors=True)
    leftovers = shutil.ignore_patterns("target", "logs", "dbt_packages", "*.duckdb*")
    shutil.copytree(HERE / "project", work, ignore=leftovers)
    settings = yaml.safe_load((work / "dbt_project.yml").read_text())
    defined = settings["vars"]["owned_audiences"]["audiences"]
    kept = [*defined, *more_audiences(audiences - len(defined))][:audiences]
    settings["vars"]["owned_audiences"]["audiences"] = kept
    (work / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    packages = {"packages": [{"local": str(HERE.parent)}]}
    (work / "packages.yml").write_text(yaml.safe_dump(packages))
    run([*DBT, "deps"], work, "deps")
    return kept


def more_audiences(number: int) -> list[dict[str, object]]:
    """Audiences of one topic each, on some days of the month only, so that no two are the same."""
    kinds = ("purchase", "add_to_cart")
    return [
        {
            "name": f"of_a_topic_{k}",
            "desired_action": f"interaction_type = '{kinds[k % 2]}' and topic = 'topic_{k % 20:02}'"
            f" and day(occurred_at) % 11 != {k // 20}",
            "horizon_days": 30,
        }
        for k in range(number)
    ]


def run(command: Sequence[str | Path], work: Path, name: str) -> Measured:
    """Run and measure one step; a step that fails ends the benchmark with its last lines."""
    log = work / f"{name}.log"
    paths = {"BENCH_DATA": work / "raw", "BENCH_DATABASE": work / "benchmark.duckdb"}
    measured = measure(command, log, work, DBT_PROFILES_DIR=work, **paths, **QUIET)
    if measured.failed:
        tail = "\n".join(log.read_text().splitlines()[-40:])
        sys.exit(f"{tail}\n\n'{name}' failed; the whole log is in {log}")
    return measured


def node_seconds(work: Path) -> dict[str, float]:
    """Seconds of each node of the last dbt build."""
    results = json.loads((work / "target" / "run_results.json").read_text())["results"]
    return {result["unique_id"]: result["execution_time"] for result in results}


def auc(data: Path, scores: str, database: Path | None = None) -> float:
    """AUC on what people then did; `scores` selects user_id, propensity."""
    with duckdb.connect(str(database or ":memory:"), read_only=database is not None) as connection:
        truth = f"select user_id, acted from read_parquet('{data / 'truth.parquet'}')"
        joined = connection.sql(
            f"select acted, coalesce(propensity, 0) as propensity from ({truth})"
            f" left join ({scores}) using (user_id)"
        ).fetchnumpy()
    return float(roc_auc_score(joined["acted"], joined["propensity"]))


def benchmark(rows: int, audiences: int) -> tuple[dict[str, Measured], dict, dict]:
    """Everything in turn: what was measured, the AUCs, the seconds of dbt's nodes."""
    data = generated(rows)
    work, measured, aucs, nodes = data / "run", {}, {}, {}
    kept = fresh_project(work, audiences)
    (work / "raw").mkdir()
    for step, arrived in {"first build": "interactions", "next day": "next_day"}.items():
        os.link(data / f"{arrived}.parquet", work / "raw" / f"{arrived}.parquet")
        measured[step] = run([*DBT, "build"], work, step.replace(" ", "_"))
        nodes[step] = node_seconds(work)
        if step == "first build":
            scores = (
                "select person_id as user_id, propensity from owned_audiences__propensity_scores"
                f" where audience = '{kept[0]['name']}'"
                " and as_of = (select max(as_of) from owned_audiences__propensity_scores)"
            )
            aucs[step] = auc(data, scores, work / "benchmark.duckdb")
    peer = [sys.executable, HERE / "peer.py", "--data", data, "--out", work]
    for audience in kept[:3]:
        peer += ["--audience", audience["name"], audience["desired_action"]]
    measured["peer"] = run(peer, work, "peer")
    scores = f"from '{work / 'segments.parquet'}' where audience = '{kept[0]['name']}'"
    aucs["peer"] = auc(data, f"select user_id, propensity {scores}")
    truth = f"from '{data / 'truth.parquet'}'"
    aucs["ceiling"] = auc(data, f"select user_id, probability as propensity {truth}")
    return measured, aucs, nodes


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--audiences", type=int, default=1)
    parser.add_argument("--steps", action="store_true", help="seconds of every node of dbt")
    parser.add_argument("--markdown", action="store_true", help="rows for a table in the docs")
    given = parser.parse_args()
    measured, aucs, nodes = benchmark(given.rows, given.audiences)
    show(given.rows, measured, aucs, nodes if given.steps else {}, given.markdown)
