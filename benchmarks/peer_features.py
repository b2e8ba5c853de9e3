"""The peer's examples and features."""

from __future__ import annotations

import polars as pl

HORIZON = 30  # days of a label window, and from one cut-off to the next
CUTOFFS = 6  # that a model learns from
PER_CUTOFF = 30_000 // CUTOFFS  # examples of each class
BACK = (7, 30, 90, 365)
TOPICS = 50  # the commonest have features of their own
KEYS = ["user_id", "cutoff"]


def observations(rows: pl.DataFrame, as_of: int, cutoffs: int) -> pl.DataFrame:
    """Everybody who was known at each cut-off (user_id, cutoff), in random order."""
    dates = [as_of - HORIZON * (number + 1) for number in range(cutoffs)]
    first = rows.lazy().group_by("user_id").agg(pl.min("day"))
    known = first.join(
        pl.LazyFrame({"cutoff": dates}, schema={"cutoff": pl.Int16}), how="cross"
    ).filter(pl.col("day") < pl.col("cutoff"))
    return known.select(KEYS).collect(engine="streaming").sample(fraction=1, shuffle=True, seed=1)


def sample(
    everybody: pl.DataFrame, rows: pl.DataFrame, as_of: int, action: pl.Expr
) -> pl.DataFrame:
    """The examples of one audience: user_id, cutoff, acted, weight."""
    window = (as_of - 1 - pl.col("day")) // HORIZON
    acted = (
        rows.lazy()
        .filter(action)
        .select("user_id", (as_of - HORIZON * (window + 1)).cast(pl.Int16).alias("cutoff"))
        .unique()
        .with_columns(acted=pl.lit(1, pl.Int8))
        .collect(engine="streaming")
    )
    labelled = everybody.join(acted, on=KEYS, how="left", maintain_order="left")
    labelled = labelled.with_columns(pl.col("acted").fill_null(0))
    classes = labelled.partition_by("cutoff", "acted")
    return pl.concat(
        people.head(PER_CUTOFF).with_columns(
            weight=pl.lit(people.height / min(PER_CUTOFF, people.height))
        )
        for people in classes
    )


def features_of(
    rows: pl.DataFrame, pairs: pl.DataFrame, actions: dict[str, pl.Expr]
) -> pl.DataFrame:
    """The features of people at past cut-offs, one row per pair (user_id, cutoff)."""
    age = pl.col("cutoff") - pl.col("day")
    past = rows.lazy().join(pairs.lazy(), on="user_id").with_columns(age=age)
    return features(past.filter(pl.col("age") > 0), KEYS, actions, common_topics(rows))


def features_now(rows: pl.DataFrame, as_of: int, actions: dict[str, pl.Expr]) -> pl.DataFrame:
    """The features of everybody, one row per user_id."""
    past = rows.lazy().with_columns(age=as_of - pl.col("day"))
    return features(past, ["user_id"], actions, common_topics(rows))


def common_topics(rows: pl.DataFrame) -> list[str]:
    """The topics of most rows, by name."""
    counts = rows.lazy().group_by("topic").agg(pl.sum("n")).drop_nulls()
    common = counts.collect(engine="streaming").sort("n", "topic", descending=[True, False])
    return sorted(common["topic"].cast(pl.String).head(TOPICS))


def features(
    rows: pl.LazyFrame, keys: list[str], actions: dict[str, pl.Expr], topics: list[str]
) -> pl.DataFrame:
    """Features of the rows' `age` in days (1: the day before), one row per `keys`."""
    age, kind, value = pl.col("age"), pl.col("interaction_type"), pl.col("value")

    def count(where: pl.Expr) -> pl.Expr:
        return pl.when(where).then(pl.col("n")).sum()

    types, channels = (rows.collect_schema()[n].categories for n in ("interaction_type", "channel"))
    year_ago = age.is_between(365 - HORIZON + 1, 365)
    wide = rows.group_by(keys).agg(
        *[count((kind == t) & (age <= w)).alias(f"{t}_{w}") for t in types for w in BACK],
        *[count(kind == t).alias(t) for t in types],
        *[pl.when(kind == t).then(age).min().alias(f"since_{t}") for t in types],
        *[pl.when(age <= w).then(value).sum().alias(f"value_{w}") for w in BACK],
        *[count(pl.col("channel") == c).alias(f"channel_{c}") for c in channels],
        *[count(pl.col("topic") == t).alias(f"topic_{t}") for t in topics],
        *[count(action).alias(f"{name}.actions") for name, action in actions.items()],
        *[pl.when(a).then(age).min().alias(f"{name}.since") for name, a in actions.items()],
        *[count(year_ago & a).alias(f"{name}.year_ago") for name, a in actions.items()],
        count(year_ago).alias("year_ago"),
        pl.col("n").sum().alias("interactions"),
        age.n_unique().alias("active_days"),
        age.filter(age <= 90).n_unique().alias("active_days_90"),
        age.max().alias("tenure"),
        age.min().alias("since"),
    )
    gap = (pl.col("tenure") - pl.col("since")) / (pl.col("active_days") - 1)
    in_gaps = [
        (pl.col(f"{name}.since") * pl.col(f"{name}.actions") / pl.col("tenure")).alias(
            f"{name}.gaps"
        )
        for name in actions
    ]
    ratios = [gap.alias("gap"), (pl.col("since") / gap).alias("gaps"), *in_gaps]
    return (
        wide.with_columns(ratios)
        .collect(engine="streaming")
        .with_columns(pl.exclude(keys).cast(pl.Float32))
    )


def of_audience(examples: pl.DataFrame, name: str) -> list[str]:
    """The features of an audience's model, shared or of its own action, no two of them alike."""
    named = (column for column in examples.columns if column not in KEYS)
    own = (column for column in named if column.split(".")[0] == name or "." not in column)
    distinct: dict[int, str] = {}
    for column in own:
        distinct.setdefault(examples.select(pl.col(column).hash().sum()).item(), column)
    return list(distinct.values())


def recency(name: str) -> pl.Expr:
    """The baseline's score: the most recent desired action first, then the most recent visit."""
    action = pl.col(f"{name}.since").cast(pl.Float64).fill_null(99_999)
    return (-1e5 * action - pl.col("since")).alias("recency")
