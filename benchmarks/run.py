"""The package against its peers: `make bench`.

    python benchmarks/run.py [--rows 1000000] [--people N] [--topics 20] [--audiences 1]
                             [--exports] [--no-peers] [--steps] [--markdown]

measures the first build, the build of the next day and the peer (peer.py), bare and doing the same
work, each in a process of its own and from raw rows. With exports everybody has a contact point,
and two lists of the first audience are sent. The data is generated once, into benchmarks/data.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice, product
from pathlib import Path
from statistics import fmean
from typing import Any

import duckdb
import yaml
from sklearn.metrics import roc_auc_score

from measure import Measured, measure
from show import BARE, SAME_WORK, Found, Results, show

HERE = Path(__file__).resolve().parent
DBT = [sys.executable, "-m", "dbt.cli.main"]
TOPICS = 20
# Threads that wait for work must not spin: on a busy machine it made a fit ten times as slow.
QUIET = {"OMP_WAIT_POLICY": "passive"}


def generated(rows: int, people: int | None, topics: int) -> Path:
    """The folder with the data, made when it is absent."""
    name = str(rows) + (f"_people_{people}" if people else "")
    data = HERE / "data" / (name if topics == TOPICS else f"{name}_topics_{topics}")
    if not (data / "truth.parquet").exists():
        print(f"generating {rows:,} rows in {data}", flush=True)
        command: list[str | Path] = [
            sys.executable,
            HERE / "generate.py",
            "--rows",
            str(rows),
            "--out",
            data,
        ]
        command += ["--topics", str(topics)] + (["--people", str(people)] if people else [])
        subprocess.run(command, check=True)
    return data


def fresh_project(work: Path, audiences: int, exports: bool = False) -> list[dict[str, str]]:
    """Copy the project into `work`, with its packages; the audiences that it has."""
    shutil.rmtree(work, ignore_errors=True)
    leftovers = shutil.ignore_patterns("target", "logs", "dbt_packages", "*.duckdb*")
    shutil.copytree(HERE / "project", work, ignore=leftovers)
    settings = yaml.safe_load((work / "dbt_project.yml").read_text())
    defined = settings["vars"]["owned_audiences"]["audiences"]
    kept = [*defined, *more_audiences(audiences - len(defined))][:audiences]
    settings["vars"]["owned_audiences"]["audiences"] = kept
    if exports:
        settings["vars"]["has_exports"] = True
        settings["vars"]["owned_audiences"] |= {
            "contact_points": "{{ ref('benchmark', 'contact_points') }}",
            "exports": two_exports(kept[0]["name"]),
        }
    (work / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    packages = {"packages": [{"local": str(HERE.parent)}]}
    (work / "packages.yml").write_text(yaml.safe_dump(packages))
    run([*DBT, "deps"], work, "deps")
    return kept


def two_exports(audience: str) -> list[dict[str, object]]:
    """Everybody's hashed address for a platform, and the likeliest for a tool of the brand."""
    both = {"audience": audience, "purpose": "advertising", "consent": "not_required"}
    return [
        {"name": "everybody", "destination": "meta", **both},
        {"name": "likeliest", "destination": "plain", "tiers": ["high"], **both},
    ]


def more_audiences(number: int) -> list[dict[str, object]]:
    """Audiences of one topic each, no two the same."""
    channels = ("", *(f" and channel = '{channel}'" for channel in ("web", "app", "store")))
    topics = (f"topic_{number:02}" for number in range(1, TOPICS))
    actions = product(channels, topics, ("purchase", "add_to_cart"))
    return [
        {
            "name": f"of_a_topic_{k}",
            "desired_action": f"interaction_type = '{kind}' and topic = '{topic}'{channel}",
            "horizon_days": 30,
        }
        for k, (channel, topic, kind) in enumerate(islice(actions, max(number, 0)))
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


def package_found(database: Path, audience: str) -> Found:
    """What the package took out of the rows, and how its first audience did out of time."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rejected = "select count(*) from owned_audiences__rejected_interactions"
        model = (
            "select auc, baseline_auc from owned_audiences__propensity_models where audience = ?"
        )
        ((rows,),) = connection.execute(rejected).fetchall()
        ((auc, baseline_auc),) = connection.execute(model, [audience]).fetchall()
    return Found(rows, auc, baseline_auc)


def peer_found(report: dict[str, Any], audience: str) -> Found:
    """The same of the peer."""
    windows = [window for window in report["validation"] if window["audience"] == audience]
    auc, baseline_auc = (fmean(w[name] for w in windows) for name in ("auc", "baseline_auc"))
    return Found(sum(report["rejected"].values()), auc, baseline_auc)


def run_peer(
    data: Path, work: Path, audiences: list[dict[str, str]], name: str
) -> tuple[Measured, dict[str, Any]]:
    """Run a peer, bare or doing the same work: what was measured, and its report."""
    out = work / name.replace(", ", "_").replace(" ", "_")
    command: list[str | Path] = [sys.executable, HERE / "peer.py", "--data", data, "--out", out]
    command += ["--same-work"] if name == SAME_WORK else []
    for audience in audiences:
        command += ["--audience", audience["name"], audience["desired_action"]]
    measured = run(command, work, out.name)
    return measured, json.loads((out / "report.json").read_text()) | {"out": out}


def benchmark(data: Path, audiences: int, exports: bool, peers: Sequence[str]) -> Results:
    """Everything in turn."""
    work, results = data / "run", Results()
    kept = fresh_project(work, audiences, exports)
    name = kept[0]["name"]
    (work / "raw").mkdir()
    for step, arrived in {"first build": "interactions", "next day": "next_day"}.items():
        os.link(data / f"{arrived}.parquet", work / "raw" / f"{arrived}.parquet")
        results.measured[step] = run([*DBT, "build"], work, step.replace(" ", "_"))
        results.nodes[step] = node_seconds(work)
        if step == "first build":
            scores = (
                "select person_id as user_id, propensity from owned_audiences__propensity_scores"
                f" where audience = '{name}'"
                " and as_of = (select max(as_of) from owned_audiences__propensity_scores)"
            )
            results.aucs[step] = auc(data, scores, work / "benchmark.duckdb")
            results.found["package"] = package_found(work / "benchmark.duckdb", name)
    for peer in peers:
        results.measured[peer], report = run_peer(data, work, kept, peer)
        scores = f"from '{report['out'] / 'segments.parquet'}' where audience = '{name}'"
        results.aucs[peer] = auc(data, f"select user_id, propensity {scores}")
        if peer == SAME_WORK:
            results.found["peer"] = peer_found(report, name)
            results.reasons.update(report["seconds"]["reasons"])
    truth = f"from '{data / 'truth.parquet'}'"
    results.aucs["ceiling"] = auc(data, f"select user_id, probability as propensity {truth}")
    return results


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, help="default: a fiftieth of the rows")
    parser.add_argument("--topics", type=int, default=TOPICS)
    parser.add_argument("--audiences", type=int, default=1)
    parser.add_argument("--exports", action="store_true", help="with contact points and two lists")
    parser.add_argument("--no-peers", action="store_true", help="the package alone")
    parser.add_argument("--steps", action="store_true", help="seconds of the nodes of dbt")
    parser.add_argument("--markdown", action="store_true", help="tables for the docs")
    given = parser.parse_args()
    data = generated(given.rows, given.people, given.topics)
    peers = () if given.no_peers else (BARE, SAME_WORK)
    measured = benchmark(data, given.audiences, given.exports, peers)
    show(measured, given.steps, given.markdown)
