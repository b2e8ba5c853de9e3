"""The peer: the same job as one good script, polars and LightGBM, from a daily rollup.

    python benchmarks/peer.py --data DIR --out DIR [--same-work] [--audience NAME ACTION ...]

reads DIR/interactions.parquet and writes segments.parquet (audience, user_id, propensity, tier) and
report.json (the seconds of its steps). By itself it checks nothing, takes out no repeated rows,
validates nothing and gives no reasons. With --same-work it does what the package does: rows that
break the contract and repeated ids are taken out (rejected.parquet), three past windows are
validated with a model each, and each person has three reasons, by TreeSHAP. It keeps no history.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from peer_features import (
    CUTOFFS,
    HORIZON,
    KEYS,
    features_now,
    features_of,
    observations,
    of_audience,
    recency,
    sample,
)
from peer_models import VALIDATED, Model, reasons, tier, train, validate
from peer_rows import read, read_clean, roll_up

Actions = dict[str, pl.Expr]
BUYERS = ("repeat_buyers", "interaction_type = 'purchase'")


class Report:
    """What a run took and found, for report.json."""

    def __init__(self) -> None:
        self.seconds: dict[str, dict[str, float]] = {}
        self.rejected: dict[str, int] = {}
        self.validation: list[dict[str, object]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add wall and CPU seconds to those of a step."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        took = self.seconds.setdefault(name, {"wall": 0.0, "cpu": 0.0})
        took["wall"] += time.perf_counter() - wall
        took["cpu"] += time.process_time() - cpu


def main(data: Path, out: Path, audiences: dict[str, str], same_work: bool) -> Report:
    """From raw rows to segments."""
    report, path = Report(), data / "interactions.parquet"
    out.mkdir(parents=True, exist_ok=True)
    actions = {name: pl.sql_expr(action) for name, action in audiences.items()}
    rows = take_rows(path, out, same_work, report)
    as_of = int(rows.select(pl.max("day")).item()) + 1
    models = learn(rows, as_of, actions, same_work, report)
    score(rows, as_of, actions, models, same_work, report).write_parquet(out / "segments.parquet")
    return report


def take_rows(path: Path, out: Path, same_work: bool, report: Report) -> pl.DataFrame:
    """The daily rollup."""
    with report.step("rows"):
        if same_work:
            raw, rejected = read_clean(path)
            rejected.write_parquet(out / "rejected.parquet")
            reason = rejected["reasons"].str.split("; ").explode()
            report.rejected = dict(reason.value_counts().sort("reasons").iter_rows())
        else:
            raw = read(path)
    with report.step("rollup"):
        return roll_up(raw)


def learn(
    rows: pl.DataFrame, as_of: int, actions: Actions, same_work: bool, report: Report
) -> dict[str, Model]:
    """A model per audience, and what was seen of it out of time."""
    with report.step("examples"):
        # a window is validated by a model of the cut-offs before it
        everybody = observations(rows, as_of, CUTOFFS + VALIDATED if same_work else CUTOFFS)
        samples = {name: sample(everybody, rows, as_of, actions[name]) for name in actions}
        pairs = pl.concat(examples.select(KEYS) for examples in samples.values()).unique()
        del everybody
    with report.step("features of examples"):
        past = features_of(rows, pairs, actions)
    models = {}
    for name, sampled in samples.items():
        with report.step("fits"):
            names = of_audience(past, name)
            own = past.select(*KEYS, *names, recency(name))
            examples = sampled.join(own, on=KEYS, how="left", maintain_order="left")
            models[name] = train(examples, names, as_of - HORIZON)
        if same_work:
            with report.step("validation"):
                report.validation += validate(examples, names, name)
    return models


def score(
    rows: pl.DataFrame,
    as_of: int,
    actions: Actions,
    models: dict[str, Model],
    same_work: bool,
    report: Report,
) -> pl.DataFrame:
    """Everybody's propensity, tier and reasons for each audience."""
    with report.step("features of people"):
        people = features_now(rows, as_of, actions)
        ids = people.select(pl.col("user_id").cast(pl.String))
    segments = []
    for name, model in models.items():
        with report.step("scores"):
            scored = ids.with_columns(
                audience=pl.lit(name), propensity=model.propensities(people)
            ).with_columns(tier=tier())
        if same_work:
            with report.step("reasons"):
                scored = scored.with_columns(reasons(model, people))
        segments.append(scored)
    return pl.concat(segments)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--same-work", action="store_true", help="what the package does, too")
    parser.add_argument("--audience", nargs=2, action="append", metavar=("NAME", "ACTION"))
    given = parser.parse_args()
    audiences = dict(given.audience or [BUYERS])
    report = main(given.data, given.out, audiences, given.same_work)
    text = json.dumps(vars(report), indent=2)
    (given.out / "report.json").write_text(text)
    print(text)
