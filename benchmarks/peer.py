"""The peer: the same job as one good script, polars and LightGBM, from a daily rollup.

    python benchmarks/peer.py --data DIR --out DIR [--audience NAME ACTION ...]

reads DIR/interactions.parquet and writes segments.parquet (audience, user_id, propensity, tier).
It checks nothing, takes out no repeated rows, keeps no history and gives no reasons.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import lightgbm as lgb
import numpy as np
import polars as pl

HORIZON, CUTOFFS, EVERY = 30, 6, 30
SAMPLE = 30_000  # examples of each class
BUYERS = ("repeat_buyers", "interaction_type = 'purchase'")
KINDS = ("interaction_type", "channel", "topic")
WINDOWS = (7, 30, 90, 365)
TIERS = {"high": 0.10, "medium": 0.30}
MODEL = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 15,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 2,
    "verbose": -1,
    "seed": 1,
}
ROUNDS = 150


def read(path: Path) -> pl.DataFrame:
    """The daily rollup, a person's rows together: days since 1970, categories as codes."""
    source = pl.scan_parquet(path)
    values = pl.collect_all([source.select(pl.col(name).unique().sort()) for name in KINDS])
    coded = [pl.col(found.columns).cast(pl.Enum(found.to_series())) for found in values]
    day = pl.col("occurred_at").dt.date().to_physical().cast(pl.Int16).alias("day")
    user, value = pl.col("user_id").cast(pl.Categorical), pl.col("value").cast(pl.Float32)
    rows = source.select(user, day, *coded, value).collect(engine="streaming")
    rows = rows.sort(pl.col("user_id").to_physical())  # pays for itself in every group-by
    kinds = ["user_id", "day", *KINDS]
    rollup = rows.lazy().group_by(kinds).agg(pl.len().cast(pl.Int32).alias("n"), value.sum())
    return rollup.collect(engine="streaming").sort(pl.col("user_id").to_physical())


def examples(rows: pl.DataFrame, as_of: int, action: pl.Expr) -> pl.DataFrame:
    """A sample of people per cut-off: user_id, cutoff, acted, weight."""
    dates = [as_of - HORIZON - EVERY * number for number in range(CUTOFFS)]
    cutoffs = pl.LazyFrame({"cutoff": dates}, schema={"cutoff": pl.Int16})
    since = pl.col("day") - pl.col("cutoff")
    actions = rows.lazy().filter(action).select("user_id", "day")
    acted = (
        actions.join(cutoffs, how="cross")
        .filter(since >= 0, since < HORIZON)
        .select("user_id", "cutoff", acted=pl.lit(1, pl.Int8))
        .unique()
    )
    everybody = (
        rows.lazy()
        .group_by("user_id")
        .agg(pl.col("day").min())
        .join(cutoffs, how="cross")
        .filter(since < 0)
        .join(acted, on=["user_id", "cutoff"], how="left")
        .select("user_id", "cutoff", pl.col("acted").fill_null(0))
        .collect(engine="streaming")
    )
    classes = [everybody.filter(pl.col("acted") == label) for label in (0, 1)]
    return pl.concat(
        people.sample(min(SAMPLE, people.height), seed=1).with_columns(
            weight=pl.lit(people.height / min(SAMPLE, people.height))
        )
        for people in classes
    )


def features(rows: pl.LazyFrame, keys: list[str], actions: dict[str, pl.Expr]) -> pl.DataFrame:
    """Features of the rows' `age` in days (1: the day before), one row per `keys`."""
    age, kind, value = pl.col("age"), pl.col("interaction_type"), pl.col("value")

    def count(where: pl.Expr) -> pl.Expr:
        return pl.when(where).then(pl.col("n")).sum()

    types, channels, topics = (rows.collect_schema()[name].categories for name in KINDS)
    year_ago = age.is_between(365 - HORIZON + 1, 365)
    wide = rows.group_by(keys).agg(
        *[count((kind == t) & (age <= w)).alias(f"{t}_{w}") for t in types for w in WINDOWS],
        *[count(kind == t).alias(t) for t in types],
        *[pl.when(kind == t).then(age).min().alias(f"since_{t}") for t in types],
        *[pl.when(age <= w).then(value).sum().alias(f"value_{w}") for w in WINDOWS],
        *[count(pl.col("channel") == c).alias(f"channel_{c}") for c in channels],
        *[count(pl.col("topic") == t).alias(f"topic_{t}") for t in topics],
        *[count(is_action).alias(f"actions_{name}") for name, is_action in actions.items()],
        *[
            pl.when(is_action).then(age).min().alias(f"since_{name}")
            for name, is_action in actions.items()
        ],
        *[
            count(year_ago & is_action).alias(f"year_ago_{name}")
            for name, is_action in actions.items()
        ],
        count(year_ago).alias("year_ago"),
        age.n_unique().alias("active_days"),
        age.filter(age <= 90).n_unique().alias("active_days_90"),
        age.max().alias("tenure"),
        age.min().alias("since"),
    )
    gap = (pl.col("tenure") - pl.col("since")) / (pl.col("active_days") - 1)
    in_gaps = [
        (pl.col(f"since_{name}") * pl.col(f"actions_{name}") / pl.col("tenure")).alias(
            f"gaps_{name}"
        )
        for name in actions
    ]
    ratios = [gap.alias("gap"), (pl.col("since") / gap).alias("gaps"), *in_gaps]
    return wide.with_columns(ratios).collect(engine="streaming")


def matrix(features: pl.DataFrame) -> np.ndarray:
    """The features as float32, missing ones NaN."""
    return features.cast(pl.Float32).to_numpy()


def fit(rows: pl.DataFrame, as_of: int, actions: dict[str, pl.Expr], name: str) -> lgb.Booster:
    """The model of one audience."""
    sample, age = examples(rows, as_of, actions[name]), pl.col("cutoff") - pl.col("day")
    past = rows.lazy().join(sample.lazy(), on="user_id").with_columns(age=age)
    frame = features(past.filter(pl.col("age") > 0), sample.columns, actions)
    values = matrix(frame.drop(sample.columns))
    return lgb.train(MODEL, lgb.Dataset(values, frame["acted"], weight=frame["weight"]), ROUNDS)


def tier() -> pl.Expr:
    """The name of the tier that a propensity reaches."""
    share = pl.col("propensity").rank("ordinal", descending=True) / pl.len()
    reached = pl.when(share <= TIERS["high"]).then(pl.lit("high"))
    return reached.when(share <= TIERS["medium"]).then(pl.lit("medium")).otherwise(pl.lit("rest"))


def main(data: Path, out: Path, audiences: dict[str, str]) -> None:
    """From raw rows to segments."""
    rows = read(data / "interactions.parquet")
    as_of = rows["day"].max() + 1
    actions = {name: pl.sql_expr(action) for name, action in audiences.items()}
    models = {name: fit(rows, as_of, actions, name) for name in actions}
    age = as_of - pl.col("day")
    people = features(rows.lazy().with_columns(age=age), ["user_id"], actions)
    values = matrix(people.drop("user_id"))
    ids = people.select(pl.col("user_id").cast(pl.String))
    segments = [
        ids.with_columns(audience=pl.lit(name), propensity=pl.Series(model.predict(values)))
        for name, model in models.items()
    ]
    out.mkdir(parents=True, exist_ok=True)
    ranked = pl.concat(frame.with_columns(tier=tier()) for frame in segments)
    ranked.write_parquet(out / "segments.parquet")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--audience", nargs=2, action="append", metavar=("NAME", "ACTION"))
    given = parser.parse_args()
    main(given.data, given.out, dict(given.audience or [BUYERS]))
