"""The peer's models: fits, validation out of time, reasons, tiers."""

from __future__ import annotations

import lightgbm as lgb
import numpy as np
import polars as pl

from peer_features import CUTOFFS, HORIZON

VALIDATED = 3  # windows, the newest
REASONS = 3  # per person
BLOCK = 50_000  # people whose reasons are found at a time
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
    "force_col_wise": True,
    "verbose": -1,
    "seed": 1,
}
ROUNDS = 150


def train(examples: pl.DataFrame, names: list[str], newest: int) -> lgb.Booster:
    """A model of the six cut-offs up to the day `newest`."""
    learned = (pl.col("cutoff") <= newest) & (pl.col("cutoff") > newest - CUTOFFS * HORIZON)
    chosen = examples.filter(learned)
    data = lgb.Dataset(chosen.select(names).to_numpy(), chosen["acted"], weight=chosen["weight"])
    return lgb.train(MODEL, data, ROUNDS)


def validate(examples: pl.DataFrame, names: list[str], audience: str) -> list[dict[str, object]]:
    """AUCs of the newest windows: of a model of what was known before each, and of recency."""
    found = []
    for cutoff in sorted(examples["cutoff"].unique())[-VALIDATED:]:
        window = examples.filter(pl.col("cutoff") == cutoff)
        model = train(examples, names, cutoff - HORIZON)
        recency = 1e5 * pl.col(f"{audience}.since").fill_null(99_999) + pl.col("since")
        baseline = window.select(-recency.cast(pl.Float64)).to_series()
        scores = pl.Series(model.predict(window.select(names).to_numpy()))
        found.append(
            {
                "audience": audience,
                "days_before": (int(examples["cutoff"].max()) - cutoff) + HORIZON,
                "people": window.height,
                "auc": auc(scores, window["acted"]),
                "baseline_auc": auc(baseline, window["acted"]),
            }
        )
    return found


def auc(scores: pl.Series, acted: pl.Series) -> float:
    """The chance that somebody who acted is ranked before somebody who did not."""
    positives = int(acted.sum())
    ranks = float(scores.rank("average").filter(acted == 1).sum())
    pairs = positives * (len(acted) - positives)
    return (ranks - positives * (positives + 1) / 2) / pairs if pairs else float("nan")


def reasons(model: lgb.Booster, values: np.ndarray, names: list[str]) -> list[pl.Series]:
    """The features that raise each person's score most, by TreeSHAP; null where none does."""
    labels = pl.Series(names, dtype=pl.Enum(names))
    strongest = np.empty((len(values), REASONS), np.int32)
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        shares = model.predict(block, pred_contrib=True)[:, :-1]  # the last one is the average
        top = np.argpartition(shares, -REASONS)[:, -REASONS:]
        raised = np.take_along_axis(shares, top, axis=1)
        order = np.argsort(-raised, axis=1)
        top, raised = (np.take_along_axis(found, order, axis=1) for found in (top, raised))
        strongest[start : start + BLOCK] = np.where(raised > 0, top, -1)
    return [
        labels.gather(pl.Series(column).replace(-1, None)).cast(pl.Categorical).alias(f"reason_{k}")
        for k, column in enumerate(strongest.T, 1)
    ]


def tier() -> pl.Expr:
    """The name of the tier that a propensity reaches."""
    share = pl.col("propensity").rank("ordinal", descending=True) / pl.len()
    reached = pl.when(share <= TIERS["high"]).then(pl.lit("high"))
    return reached.when(share <= TIERS["medium"]).then(pl.lit("medium")).otherwise(pl.lit("rest"))
