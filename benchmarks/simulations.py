"""The publication rule and the intervals on people whose truth is known: `make simulate`.

    python benchmarks/simulations.py [--runs 200] [--only null|power|coverage]

Every run draws a history, and calls the library as the model of the package does. Positives are of
one window; the rule sees three to six. Printed are tables for docs/benchmark.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import ceil, floor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from owned_audiences import fit_audiences

Floats = NDArray[np.float64]
AS_OF = dt.date(2024, 6, 3)
RATE = 0.1  # of the people who act in a window
HORIZON, SHORT = 28, 7  # days
TRAINED_ON, VALIDATED = 6, 6  # cut-offs of a model, and past dates with a model of their own
TELLING, NOISE = 4, 8  # features that tell who acts where something does, and others
BASELINE = ("desired_action_days_since", "interaction_days_since")
TIERS = {"high": 0.1, "medium": 0.3}
PARTS = ("all", "high", "tenth")


@dataclass(frozen=True)
class World:
    """What people are like.

    Attributes
    ----------
    positives : people who act in a window, on average
    recency : log-odds by which one standard deviation of recency tells: all that the baseline knows
    taste : the same of each of four features that it does not know
    random, walk, season : how the level moves in log-odds: a deviation of each window, a step from
        each to the next, the height of a wave of a year
    windows : past ones
    is_short : whether there are eight weeks of history only
    """

    positives: int
    recency: float = 0.0
    taste: float = 0.0
    random: float = 0.0
    walk: float = 0.0
    season: float = 0.0
    windows: int = TRAINED_ON + VALIDATED
    is_short: bool = False

    @property
    def people(self) -> int:
        """How many people there are."""
        return round(self.positives / RATE)


@dataclass(frozen=True)
class History:
    """What people did in a world, by window, the earliest first."""

    dates: list[dt.date]
    features: Floats  # (windows, people, features); 0 = absent
    acted: NDArray[np.bool_]  # (windows, people)


def draw(world: World, rng: np.random.Generator) -> History:
    """Draw people, half of whose features stays the same over time, and what they did."""
    windows = 8 if world.is_short else world.windows
    days = SHORT if world.is_short else HORIZON
    size = (windows, world.people, 1 + TELLING + NOISE)
    z = (rng.normal(size=size[1:]) + rng.normal(size=size)) / np.sqrt(2)
    told = world.recency * z[..., 0] + world.taste * z[..., 1 : 1 + TELLING].sum(axis=2)
    base = brentq(lambda b: float(np.mean(expit(b + told))) - RATE, -20, 5)
    wave = np.sin(2 * np.pi * np.arange(windows) / 13 + rng.uniform(0, 2 * np.pi))
    level = rng.normal(0, world.random, windows) + world.season * wave
    level += np.cumsum(rng.normal(0, world.walk, windows))
    acted = rng.random(size[:2]) < expit(base + level[:, None] + told)
    features = np.exp(1 + z).round(2)
    features[..., 0] = np.ceil(40 * np.exp(-z[..., 0]))  # days since: the newer, the likelier
    features[..., 1:] *= rng.random((*size[:2], size[2] - 1)) < 0.7
    dates = [AS_OF - dt.timedelta(days * k) for k in range(windows, 0, -1)]
    return History(dates, features, acted)


def fit(world: World, history: History) -> dict[str, Any]:
    """Fit the model of a history."""
    (row,) = fit_audiences(**inputs_of(world, history), kept=None).to_pylist()
    fitted: dict[str, Any] = row
    return fitted


def inputs_of(world: World, history: History) -> dict[str, Any]:
    """Write a history as the tables that the library reads."""
    days = SHORT if world.is_short else HORIZON
    dates, people = history.dates, world.people
    labels = [(date, days, acted) for date, acted in zip(dates, history.acted, strict=True)]
    labels = labels[-TRAINED_ON - VALIDATED :]
    cutoffs = [(AS_OF, date, days) for date in dates[-TRAINED_ON:]]
    for model in dates[-VALIDATED:]:
        known = [date for date in dates if date + dt.timedelta(days) <= model]
        cutoffs += [(model, date, days) for date in known[-TRAINED_ON:]]
    if world.is_short:
        weeks = HORIZON // SHORT
        for at in range(len(dates) - weeks + 1):
            labels.append((dates[at], HORIZON, history.acted[at : at + weeks].any(axis=0)))
            cutoffs.append((AS_OF, dates[at], HORIZON))
    examples = pa.concat_tables(
        _examples(number * people, *label, -history.features[dates.index(label[0]), :, 0])
        for number, label in enumerate(labels)
    )
    names = [*BASELINE, *(f"feature_{k}" for k in range(TELLING + NOISE))]
    used = {label[0] for label in labels}
    features = [
        batch
        for date, wide in zip(dates, history.features, strict=True)
        if date in used
        for batch in _features(date, np.column_stack([wide[:, 0], wide]), names)
    ]
    text = pa.string()
    return {
        "audiences": _one_row(world),
        "cutoffs": pa.table(
            {
                "audience": ["a"] * len(cutoffs),
                "model_as_of": [model for model, _, _ in cutoffs],
                "as_of": [date for _, date, _ in cutoffs],
                "label_days": [length for _, _, length in cutoffs],
            }
        ),
        "examples": examples,
        "features": features,
        "definitions": pa.table(
            {
                "feature": names,
                "family": ["desired_action", "activity"] + ["extra"] * (TELLING + NOISE),
                "pooled_as": pa.array([None] * len(names), text),
            }
        ),
        "rates": _rates(history, people),
    }


def _one_row(world: World) -> pa.Table:
    row = {"audience": "a", "as_of": AS_OF, "audience_type": "desired_action", "gap_days": 0}
    row |= {"horizon_days": HORIZON, "definition_hash": "", "model_version": ""}
    row |= {"needs_fit": True, "tiers": json.dumps(TIERS), "with_boosting": False}
    row |= {"is_absent": False, "value": None}
    return pa.Table.from_pylist([row])


def _examples(
    first: int, date: dt.date, days: int, acted: NDArray[np.bool_], baseline: Floats
) -> pa.Table:
    people = len(acted)
    return pa.table(
        {
            "example_id": first + np.arange(people),
            "audience": ["a"] * people,
            "as_of": [date] * people,
            "label_days": np.full(people, days),
            "person_key": np.arange(people),
            "acted": acted,
            "weight": np.ones(people),
            "baseline_score": baseline,
            "value": np.zeros(people),
        }
    )


def _features(date: dt.date, wide: Floats, names: Sequence[str]) -> Iterable[pa.RecordBatch]:
    person, column = np.nonzero(wide)
    feature = pa.DictionaryArray.from_arrays(column.astype(np.int32), pa.array(names))
    long = {
        "audience": pa.nulls(len(person), pa.string()),
        "as_of": pa.array([date] * len(person), pa.date32()),
        "person_key": person,
        "feature": feature.cast(pa.string()),
        "value": wide[person, column],
    }
    return pa.table(long).to_batches()


def _rates(history: History, people: int) -> pa.Table:
    windows = len(history.dates)
    unknown = pa.nulls(windows, pa.float64())
    return pa.table(
        {
            "audience": ["a"] * windows,
            "as_of": history.dates,
            "is_regular": [True] * windows,
            "people": [people] * windows,
            "actors": history.acted.sum(axis=1),
            "eligible": unknown,
            "eligible_actors": unknown,
        }
    )


def expected_well(fitted: dict[str, Any], parts: str) -> float | None:
    """Share of the parts of people, of all backtests, that acted as often as the interval says."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for measure in json.loads(fitted["backtests"] or "[]"):
        if measure["part"].startswith(parts) and measure["measure"] in ("expected", "observed"):
            found.setdefault((measure["as_of"], measure["part"]), {})[measure["measure"]] = measure
    held = [
        # in whole people, as in the scoreboard
        floor(pair["expected"]["low"])
        <= pair["observed"]["value"]
        <= ceil(pair["expected"]["high"])
        for pair in found.values()
    ]
    return float(np.mean(held)) if held else None


def share(found: Iterable[float | None]) -> str:
    """A mean over runs with its standard error; where all are alike, that of one that is not."""
    values = np.array([value for value in found if value is not None])
    spread = float(values.std()) or 1 / np.sqrt(len(values))
    return f"{values.mean():.3f} ± {spread / np.sqrt(len(values)):.3f}"


def fit_seed(world: World, seed: int) -> dict[str, Any]:
    """Fit the model of one simulated history, the same one each time."""
    return fit(world, draw(world, np.random.default_rng(seed)))


NULL = {"nothing": World(0), "recency alone": World(0, recency=1.0)}
# as much as makes the scorecard that is learned better by .03 to .045
POWER = [World(20, 1.0, 0.55), World(50, 1.0, 0.48), World(200, 1.0, 0.49)]
COVERAGE = {
    "steady, 12 windows": World(100, 1.0, 0.5),
    "each window at random (.3), 12 windows": World(100, 1.0, 0.5, random=0.3),
    "each window at random (.3), 20 windows": World(100, 1.0, 0.5, random=0.3, windows=20),
    "a random walk (.2), 20 windows": World(100, 1.0, 0.5, walk=0.2, windows=20),
    "a season (.4) and at random (.15), 40 windows": World(
        100, 1.0, 0.5, random=0.15, season=0.4, windows=40
    ),
}


class Simulations:
    """Runs of every world, on all processors."""

    def __init__(self, runs: int, pool: Executor) -> None:
        self.runs = runs
        self.pool = pool

    def fits(self, world: World) -> list[dict[str, Any]]:
        """Fit the models of a world's runs."""
        return list(self.pool.map(partial(fit_seed, world), range(self.runs), chunksize=5))

    def null(self) -> None:
        """Print how often something is published that is not there."""
        print(
            "| what tells who acts | history | positives | falsely published |\n|---|---|---|---|"
        )
        for (what, world), is_short, positives in product(
            NULL.items(), (False, True), (20, 50, 200)
        ):
            fits = self.fits(replace(world, positives=positives, is_short=is_short))
            right = ("no_signal",) if what == "nothing" else ("no_signal", "baseline")
            wrong = share(row["status"] not in right for row in fits)
            history = "8 weeks" if is_short else f"{world.windows} windows"
            print(f"| {what} | {history} | {positives} | {wrong} |", flush=True)

    def power(self) -> None:
        """Print how often a scorecard is published that is truly better."""
        print("| positives | baseline AUC | scorecard better by | published |\n|---|---|---|---|")
        for world in POWER:
            fits = self.fits(world)
            figures = [
                share(row[name] for row in fits) for name in ("baseline_auc", "auc_difference")
            ]
            published = share(row["status"] == "scorecard" for row in fits)
            print(f"| {world.positives} | {' | '.join(figures)} | {published} |", flush=True)

    def coverage(self) -> None:
        """Print how often as many acted as the 80 % interval says."""
        print("| the level | everyone | likeliest tenth | all tenths |\n|---|---|---|---|")
        for what, world in COVERAGE.items():
            fits = self.fits(world)
            held = [share(expected_well(row, part) for row in fits) for part in PARTS]
            print(f"| {what} | {' | '.join(held)} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--only", choices=["null", "power", "coverage"])
    asked = parser.parse_args(arguments)
    # each process is one thread
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        simulations = Simulations(asked.runs, pool)
        for name in [asked.only] if asked.only else ["null", "power", "coverage"]:
            getattr(simulations, name)()


if __name__ == "__main__":
    main()
