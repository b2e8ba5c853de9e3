"""The peer's models: fits, validation out of time, reasons, tiers."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Model:
    """The model of an audience and the features that it reads, in order."""

    names: list[str]
    booster: lgb.Booster

    def propensities(self, people: pl.DataFrame) -> np.ndarray:
        """Everybody's chance of the action within the horizon."""
        return np.asarray(self.booster.predict(people.select(self.names).to_numpy()))


def train(examples: pl.DataFrame, names: list[str], newest: int) -> Model:
    """A model of the six cut-offs up to the day `newest`."""
    learned = (pl.col("cutoff") <= newest) & (pl.col("cutoff") > newest - CUTOFFS * HORIZON)
    chosen = examples.filter(learned)
    data = lgb.Dataset(chosen.select(names).to_numpy(), chosen["acted"], weight=chosen["weight"])
    return Model(names, lgb.train(MODEL, data, ROUNDS))


def validate(examples: pl.DataFrame, names: list[str], audience: str) -> list[dict[str, object]]:
    """AUCs of the newest windows: of a model of what was known before each, and of recency."""
    found = []
    cutoffs: list[int] = sorted(examples["cutoff"].unique())
    for cutoff in cutoffs[-VALIDATED:]:
        window = examples.filter(pl.col("cutoff") == cutoff)
        model = train(examples, names, cutoff - HORIZON)
        scores = pl.Series(model.propensities(window))
        found.append(
            {
                "audience": audience,
                "days_before": cutoffs[-1] - cutoff + HORIZON,
                "people": window.height,
                "auc": auc(scores, window["acted"]),
                "baseline_auc": auc(window["recency"], window["acted"]),
            }
        )
    return found


def auc(scores: pl.Series, acted: pl.Series) -> float:
    """The chance that somebody who acted is ranked before somebody who did not."""
    positives = int(acted.sum())
    ranks = float(scores.rank("average").filter(acted == 1).sum())
    pairs = positives * (len(acted) - positives)
    return (ranks - positives * (positives + 1) / 2) / pairs if pairs else float("nan")


def reasons(model: Model, people: pl.DataFrame) -> list[pl.Series]:
    """The features that raise each person's score most, by TreeSHAP; null where none does."""
    labels = pl.Series(model.names, dtype=pl.Enum(model.names))
    strongest = np.empty((people.height, REASONS), np.int32)
    for start in range(0, people.height, BLOCK):
        block = people.slice(start, BLOCK).select(model.names).to_numpy()
        shares = np.asarray(model.booster.predict(block, pred_contrib=True))[:, :-1]  # no average
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
