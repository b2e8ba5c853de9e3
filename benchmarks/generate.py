"""Raw interactions of any size, with known effects and the true probability of a purchase.

    python benchmarks/generate.py --rows 1000000 --people 20000 --topics 20 --out DIR

writes interactions.parquet (two years, in the order of arrival), next_day.parquet (what arrives
on the day after) and truth.parquet (per person: the probability of a purchase within the next
30 days given the whole state of the generator, and whether the person then bought).
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from events import Log
from population import Population

FIRST_DAY = dt.date(2024, 1, 1)
DAYS = 731  # the last is 2025-12-31, as_of the day after it
HORIZON = 30
REPLICAS = 32
ROW_GROUP = 500_000


def true_probability(people: Population, seed: int) -> np.ndarray:
    """Share of futures with a purchase; each path counts by its chance, not by a coin's fall."""
    total = np.zeros(people.size)
    for replica in range(REPLICAS):
        future, survival = people.copy(seed + 1 + replica), np.ones(people.size)
        for day in range(DAYS, DAYS + HORIZON):
            active, _, hazard = future.visit(day)
            survival[active] *= 1 - hazard
            future.remember(day, active, active[:0])
        total += 1 - survival
    return total / REPLICAS


def write_days(people: Population, log: Log, path: Path) -> None:
    """Simulate the days of history and stream what arrives on each of them to `path`."""
    held: list[pa.Table] = []
    with pq.ParquetWriter(path, log.schema, compression="zstd", store_schema=False) as writer:
        for day in range(DAYS):
            held.append(simulate_day(people, log, day))
            if day == DAYS - 1 or sum(table.num_rows for table in held) >= ROW_GROUP:
                writer.write_table(pa.concat_tables(held).combine_chunks(), ROW_GROUP * 2)
                held = []


def simulate_day(people: Population, log: Log, day: int) -> pa.Table:
    """Let one day pass; the rows that arrive on it."""
    active, visits, hazard = people.visit(day)
    buyers = active[people.rng.random(len(active)) < hazard]
    table = log.arrivals(day, active, visits, buyers)
    people.remember(day, active, buyers)
    return table


def generate(rows: int, size: int, topics: int, out: Path, seed: int = 7) -> None:
    """Write the three files of a data set into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    people = Population(size, rows, DAYS, topics, seed)
    log = Log(people, FIRST_DAY)
    write_days(people, log, out / "interactions.parquet")
    known, probability = people.last_visit > people.NEVER, true_probability(people, seed)
    pq.write_table(simulate_day(people, log, DAYS), out / "next_day.parquet", store_schema=False)
    for day in range(DAYS + 1, DAYS + HORIZON):
        simulate_day(people, log, day)
    truth = {
        "user_id": log.user_ids.filter(pa.array(known)),
        "probability": probability[known],
        "acted": (people.last_purchase >= DAYS)[known],
    }
    pq.write_table(pa.table(truth), out / "truth.parquet", store_schema=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, help="default: a fiftieth of the rows")
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    generate(given.rows, given.people or max(given.rows // 50, 100), given.topics, given.out)
