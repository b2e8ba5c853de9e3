"""What features are: the family of each, and as what it counts where a model does not name it.

Topics have no bound, nor have the categories of an attribute: a model keeps the commonest of each
such family and adds up the rest, in training and in scoring alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass(frozen=True)
class FeatureDefinitions:
    """The features that there are, by name; one that is missing has no family and is not pooled.

    `families` holds the family of each feature; `pools` the name of the feature that adds up the
    others of its family, for topics and categories.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    pools: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: pa.Table) -> FeatureDefinitions:
        """Read a table of feature, family, pooled_as (null: not pooled); one row per feature."""
        rows = table.select(["feature", "family", "pooled_as"]).to_pylist()
        return cls(
            families={row["feature"]: row["family"] for row in rows},
            pools={row["feature"]: row["pooled_as"] for row in rows if row["pooled_as"]},
        )

    def is_of(self, feature: str, family: str) -> bool:
        """Whether a feature is of a family."""
        return self.families.get(feature) == family

    def named_with(self, others: Iterable[tuple[str, ...]]) -> set[str]:
        """Names of all features that are defined, and of some others."""
        return set(self.families).union(*others)
