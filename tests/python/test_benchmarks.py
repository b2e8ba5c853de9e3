"""The peer of the benchmark, doing the same work, against what is known of its rows."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("lightgbm")

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
BROKEN = {
    "no interaction_id": {"interaction_id": ""},
    "neither user_id nor anonymous_id": {"user_id": None},
    "no interaction_type": {"interaction_type": None},
    "no occurred_at": {"occurred_at": None},
    "occurred_at is before 1990": {"occurred_at": dt.datetime(1970, 1, 1)},
    "occurred_at is in the future": {"occurred_at": dt.datetime(2199, 1, 1)},
    "received_at is in the future": {"received_at": dt.datetime(2199, 1, 1)},
    "value is not finite": {"value": float("nan")},
    "value is too large": {"value": -1e15},
}


def run(script, *arguments):
    command = [sys.executable, BENCHMARKS / script, *map(str, arguments)]
    subprocess.run(command, check=True, env=os.environ | {"OMP_WAIT_POLICY": "passive"})


def run_peer(data, *options):
    """What the peer reports and its segments."""
    run("peer.py", "--data", data, "--out", data, *options)
    report = json.loads((data / "report.json").read_text())
    return report, pl.read_parquet(data / "segments.parquet"), data


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    data = tmp_path_factory.mktemp("bare")
    run("generate.py", "--rows", 40_000, "--people", 800, "--out", data)
    rows = pl.read_parquet(data / "interactions.parquet")
    once = rows.unique("interaction_id", keep="first", maintain_order=True)
    once.write_parquet(data / "interactions.parquet")
    return run_peer(data)


@pytest.fixture(scope="module")
def same_work(tmp_path_factory, bare):
    """The same rows and others that are to be taken out."""
    rows = pl.read_parquet(bare[2] / "interactions.parquet")
    examples = zip(rows.head(len(BROKEN)).to_dicts(), BROKEN.values(), strict=True)
    broken = [
        row | {"interaction_id": f"broken {k}"} | wrong for k, (row, wrong) in enumerate(examples)
    ]
    # second arrivals that stand first in the file
    again = rows.tail(7).with_columns(pl.col("received_at") + pl.duration(days=1), value=1e6)
    device = rows.head(1).with_columns(
        interaction_id=pl.lit("of a device"),
        user_id=pl.lit(None, pl.String),
        anonymous_id=pl.lit("device"),
    )
    data = tmp_path_factory.mktemp("same_work")
    everything = pl.concat([again, rows, pl.DataFrame(broken, schema=rows.schema), device])
    everything.write_parquet(data / "interactions.parquet")
    return run_peer(data, "--same-work")


def test_broken_and_repeated_rows_are_taken_out_with_their_reasons(same_work):
    report, _, out = same_work
    assert report["rejected"] == dict.fromkeys(BROKEN, 1) | {"interaction_id came before": 7}
    rejected = pl.read_parquet(out / "rejected.parquet")
    again = rejected.filter(pl.col("reasons") == "interaction_id came before")
    assert (again["value"] == 1e6).all()


def test_the_same_people_are_scored_about_the_same(bare, same_work):
    people, others = (found[1].sort("user_id") for found in (bare, same_work))
    assert people["user_id"].equals(others["user_id"])
    assert pl.select(pl.corr(people["propensity"], others["propensity"])).item() > 0.9


def test_three_windows_are_validated(bare, same_work):
    validation = same_work[0]["validation"]
    assert [window["days_before"] for window in validation] == [90, 60, 30]
    assert all(0.5 < window["auc"] < 1 for window in validation)
    assert bare[0]["validation"] == []


def test_the_reasons_of_a_person_differ(same_work):
    reasons = same_work[1].select("reason_1", "reason_2", "reason_3").cast(pl.String)
    nulls = reasons.null_count().row(0)
    assert nulls[0] <= nulls[1] <= nulls[2] < len(reasons)
    distinct = reasons.drop_nulls().select(pl.concat_list(pl.all()).list.n_unique()).to_series()
    assert (distinct == 3).all()


def test_the_simulations_run():
    run("simulations.py", "--runs", 1, "--only", "power")
