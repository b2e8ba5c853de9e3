"""The peer's rows: the daily rollup, and what is taken out of it before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl

KINDS = ("interaction_type", "channel", "topic")
ARRIVAL = [
    pl.coalesce("received_at", "occurred_at"),
    "occurred_at",
    "user_id",
    "anonymous_id",
    *KINDS,
    "value",
]


def read(path: Path) -> pl.DataFrame:
    """The rows of people as they come."""
    source = pl.scan_parquet(path)
    return by_person(source.select(*compact(source)).collect(engine="streaming"))


def read_clean(path: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that keep the contract, each id once, and the other rows with their reasons.

    Repeated ids are found by a sorted hash. Only rows with one of them, and those that break the
    contract, are read in full.
    """
    source, contract = pl.scan_parquet(path), rules()
    is_broken = pl.any_horizontal(*contract.values()).fill_null(False)
    id_hash = pl.col("interaction_id").hash()
    columns = compact(source)
    rows = source.select(*columns, mark=pl.when(~is_broken).then(id_hash)).collect(
        engine="streaming"
    )
    marks = np.sort(rows["mark"].drop_nulls().to_numpy())
    repeated = pl.Series(np.unique(marks[1:][marks[1:] == marks[:-1]]), dtype=pl.UInt64).implode()
    reasons = [pl.when(broken).then(pl.lit(reason)) for reason, broken in contract.items()]
    aside = (
        source.filter(is_broken | id_hash.is_in(repeated))
        .with_columns(
            is_broken=is_broken,
            reasons=pl.concat_str(reasons, separator="; ", ignore_nulls=True),
        )
        .collect(engine="streaming")
    )
    valid = aside.filter(~pl.col("is_broken")).sort(ARRIVAL, nulls_last=True)
    is_first = pl.col("interaction_id").is_first_distinct()
    again = valid.filter(~is_first).with_columns(reasons=pl.lit("interaction_id came before"))
    rows = rows.filter(~pl.col("mark").is_in(repeated), pl.col("user_id") != "").drop("mark")
    first = valid.filter(is_first).select(*columns).filter(pl.col("user_id") != "")
    rejected = pl.concat([aside.filter("is_broken"), again]).drop("is_broken")
    rows = pl.concat([rows, first])
    return by_person(rows), rejected


def rules() -> dict[str, pl.Expr]:
    """The contract of an interaction: each reason to reject a row, with its condition."""
    today = dt.datetime.now(dt.UTC).date()
    tomorrow = dt.datetime.combine(today + dt.timedelta(days=1), dt.time())
    occurred, received, value = (pl.col(n) for n in ("occurred_at", "received_at", "value"))

    def absent(name: str) -> pl.Expr:
        return pl.col(name).fill_null("") == ""

    return {
        "no interaction_id": absent("interaction_id"),
        "neither user_id nor anonymous_id": absent("user_id") & absent("anonymous_id"),
        "no interaction_type": absent("interaction_type"),
        "no occurred_at": occurred.is_null(),
        "occurred_at is before 1990": occurred < dt.datetime(1990, 1, 1),
        "occurred_at is in the future": occurred >= tomorrow,
        "received_at is in the future": received >= tomorrow,
        "value is not finite": ~value.is_finite(),
        "value is too large": value.is_finite() & (value.abs() >= 1e14),
    }


def compact(source: pl.LazyFrame) -> list[pl.Expr]:
    """What the rollup needs of a row, in 14 bytes: days since 1970, categories as codes."""
    values = pl.collect_all([source.select(pl.col(k).unique().sort().drop_nulls()) for k in KINDS])
    coded = [pl.col(found.columns).cast(pl.Enum(found.to_series())) for found in values]
    # a time that no day can hold breaks the contract
    day = pl.col("occurred_at").dt.date().to_physical().cast(pl.Int16, strict=False).alias("day")
    user, value = pl.col("user_id").cast(pl.Categorical), pl.col("value").cast(pl.Float32)
    return [user, day, *coded, value]


def roll_up(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per person, day and categories, a person's rows together."""
    keys = ["user_id", "day", *KINDS]
    counted = rows.lazy().group_by(keys).agg(pl.len().cast(pl.Int32).alias("n"), pl.sum("value"))
    return by_person(counted.collect(engine="streaming"))


def by_person(rows: pl.DataFrame) -> pl.DataFrame:
    """A person's rows together, which pays for itself in every group-by."""
    return rows.sort(pl.col("user_id").to_physical())
