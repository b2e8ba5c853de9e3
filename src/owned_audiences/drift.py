"""Drift: which share of people is in each bin now, beside the share in training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from owned_audiences import frames
from owned_audiences.binning import Floats
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.points import Card, Ints, read_card
from owned_audiences.scoring import LongValues, encode

SAMPLED_PEOPLE = 20_000
SCORE = "(score)"
SCHEMA = pa.schema(
    [
        ("audience", pa.string()),
        ("feature", pa.string()),
        ("bin", pa.int32()),
        ("people", pa.int64()),
        ("share_in_training", pa.float64()),
        ("share_now", pa.float64()),
    ]
)


def share_bins(
    session: Any,
    models: Any,
    eligible: Any,
    features: Any,
    definitions: Any,
    people: int = SAMPLED_PEOPLE,
) -> pa.Table:
    """Share of eligible people in each bin of each feature, and in each tenth of the score.

    Parameters
    ----------
    session, models, eligible, features, definitions : as for `score_people`
    people : about how many people are looked at, ten spans of keys

    Returns
    -------
    pyarrow.Table
        Of `SCHEMA`, `feature` is `(score)` for the score, whose bins are those of the tenths in
        training. `people` is the number looked at of the audience.
    """
    rows = frames.collect(models).select(["audience", "scorecard"]).to_pylist()
    cards = {r["audience"]: read_card(r["scorecard"]) for r in rows if r["scorecard"]}
    if not cards:
        return SCHEMA.empty_table()
    known = FeatureDefinitions.from_table(frames.collect(definitions))
    named = known.named_with(card.table.features for card in cards.values())
    inputs = {"eligible": eligible, "features": frames.as_codes(features, "feature", named)}
    sample = frames.sample(session, inputs, "person_key", people)
    audiences, audience_names = encode(sample["eligible"]["audience"])
    keys = sample["eligible"]["person_key"].to_numpy()
    values = LongValues(sample["features"], known)
    found = []
    for audience, card in cards.items():
        own = np.unique(keys[audiences == audience_names.get(audience, -2)]).astype(np.int64)
        if len(own):
            wide = values.widen(audience, card.table.features, own)
            found += _shares(audience, card, wide)
    return pa.Table.from_pylist(found, SCHEMA)


def _shares(audience: str, card: Card, wide: Floats) -> list[dict[str, Any]]:
    bins = card.table.bins(wide)
    rows = []

    def add(feature: str, numbers: Ints, first: int, trained: Floats) -> None:
        now = np.bincount(numbers, minlength=len(trained)) / len(numbers)
        for k, (before, share) in enumerate(zip(trained, now, strict=True)):
            row = {"audience": audience, "feature": feature, "bin": first + k}
            shares = {"share_in_training": float(before), "share_now": float(share)}
            rows.append(row | shares | {"people": len(numbers)})

    for j, feature in enumerate(card.table.features):
        add(feature, bins[:, j].astype(np.int64), 0, card.shares[j])
    if len(card.score_shares):
        points = card.table.total(bins)
        add(SCORE, np.searchsorted(card.score_edges, points, side="right"), 1, card.score_shares)
    return rows
