"""Permutation test: nothing may be published from randomly permuted labels."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from owned_audiences import frames
from owned_audiences.fitted_models import EXAMPLE_COLUMNS, fit_audiences
from owned_audiences.past_runs import PACKAGE, PastRuns


@dataclass(frozen=True)
class Permuted:
    """What became of an audience with permuted labels.

    Attributes
    ----------
    audience, status, reason : of its model
    auc : mean of its scorecards at past dates; None where none could be trained
    dates : how many of them
    """

    audience: str
    status: str
    reason: str
    auc: float | None
    dates: int

    @property
    def is_published(self) -> bool:
        """Whether anybody would be ranked by it."""
        return self.status in ("scorecard", "baseline")

    def __str__(self) -> str:
        found = "PUBLISHED" if self.is_published else "not published"
        ranked = (
            "no model of a past date"
            if self.auc is None
            else f"AUC {self.auc:.3f} over {self.dates} past dates"
        )
        return f"{self.audience} with permuted labels: {ranked}, {found}. {self.reason}"


def check_permuted_labels(runs: PastRuns) -> list[Permuted]:
    """Fit each audience of a run anew with its labels permuted among the people of each date."""
    with runs.connect() as connection:

        def relation(name: str) -> Any:
            return connection.sql(f"from {runs.relation(f'int_{PACKAGE}__{name}')}")

        fitted = fit_audiences(
            audiences=frames.collect(relation("audiences")),
            cutoffs=frames.collect(relation("cutoffs")),
            examples=permute(frames.collect(relation("training_examples"), EXAMPLE_COLUMNS)),
            definitions=frames.collect(relation("features")),
            rates=frames.collect(relation("action_rates")),
            features=frames.batches(relation("training_features")),
            kept=None,
        )
    return [_read(row) for row in fitted.to_pylist()]


def permute(examples: pa.Table) -> pa.Table:
    """Permute the labels within each audience, date and label window, with a fixed seed."""
    examples = examples.sort_by("example_id")
    rng = np.random.default_rng(0)
    acted = examples["acted"].to_numpy(zero_copy_only=False).copy()
    parts = [examples[name].cast(pa.string()) for name in ("audience", "as_of", "label_days")]
    key = pc.binary_join_element_wise(*parts, " ", null_handling="replace").to_numpy(False)
    for one in np.unique(key):
        rows = np.flatnonzero(key == one)
        acted[rows] = rng.permutation(acted[rows])
    return examples.set_column(
        examples.schema.get_field_index("acted"), "acted", pa.array(acted, pa.bool_())
    )


def _read(fit: Mapping[str, Any]) -> Permuted:
    measured = json.loads(fit["backtests"] or "[]")
    aucs = [
        one["value"] for one in measured if (one["ranking"], one["measure"]) == ("scorecard", "auc")
    ]
    auc = float(np.mean(aucs)) if aucs else None
    return Permuted(fit["audience"], fit["status"], fit["status_reason"], auc, len(aucs))
