"""Read which audiences need a fit, and the cut-offs that their models are trained on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Cutoffs:
    """The dates that a model is trained on, and the length of the labels there.

    `as_of` is the date that it predicts from; `label_days` is None for a seed set.
    """

    as_of: dt.date
    dates: tuple[dt.date, ...]
    label_days: int | None


@dataclass(frozen=True)
class Tier:
    """A tier: the shares of people, the likeliest first, between which it lies."""

    name: str
    share_from: float
    share_to: float


@dataclass(frozen=True)
class Audience:
    """An audience that needs a fit.

    Attributes
    ----------
    name, model_version, definition_hash : as they stand in the fit
    as_of : date of the fit
    is_seed_set : whether it is a list of people, who have no date to act by
    horizon_days : days in which people are predicted to act; None for a seed set
    lead_days : days from a cut-off to the end of the horizon; 0 for a seed set
    final : cut-offs of the model to publish; labels shorter than the horizon where the history is
        too short to validate with others
    whole_horizon : where labels are shorter, the cut-offs that there are with labels of the horizon
    validated : cut-offs of a model for each validated date, the earliest first
    tiers : the likeliest first
    with_boosting : whether its backtests have gradient boosting beside them
    is_absent : whether it is the people who do not do the desired action
    has_value : whether it is known by its score what an actor is worth
    """

    name: str
    model_version: str
    definition_hash: str
    as_of: dt.date
    is_seed_set: bool
    horizon_days: int | None
    lead_days: int
    final: Cutoffs
    whole_horizon: Cutoffs | None
    validated: tuple[Cutoffs, ...]
    tiers: tuple[Tier, ...] = ()
    with_boosting: bool = False
    is_absent: bool = False
    has_value: bool = False

    @property
    def is_short(self) -> bool:
        """Whether its model is trained and validated with labels shorter than the horizon."""
        return self.final.label_days != self.horizon_days


def read_audiences(audiences: pa.Table, cutoffs: pa.Table) -> list[Audience]:
    """Read the audiences that need a fit, in their order; see `fit_audiences`."""
    read = []
    for row in audiences.filter(audiences["needs_fit"]).to_pylist():
        own = cutoffs.filter(pc.equal(cutoffs["audience"], row["audience"]))
        others = sorted(set(own["model_as_of"].to_pylist()) - {row["as_of"]})
        lengths = sorted(set(own["label_days"].to_pylist()))
        horizon = row["horizon_days"]
        audience = Audience(
            name=row["audience"],
            model_version=row["model_version"],
            definition_hash=row["definition_hash"],
            as_of=row["as_of"],
            is_seed_set=row["audience_type"] == "seed_set",
            horizon_days=horizon,
            lead_days=(row["gap_days"] or 0) + (horizon or 0),
            final=_read_cutoffs(own, row["as_of"], lengths[0] if lengths else horizon),
            whole_horizon=(_read_cutoffs(own, row["as_of"], horizon) if len(lengths) > 1 else None),
            validated=tuple(_read_cutoffs(own, date, lengths[0]) for date in others),
            tiers=_read_tiers(row["tiers"]),
            with_boosting=bool(row["with_boosting"]),
            is_absent=bool(row["is_absent"]),
            has_value=row["value"] is not None,
        )
        read.append(audience)
    return read


def _read_cutoffs(own: pa.Table, model_as_of: dt.date, label_days: int | None) -> Cutoffs:
    """Read the cut-offs of one model; a row whose date is null says that it has none."""
    of_model = own.filter(pc.equal(own["model_as_of"], model_as_of))
    dates = of_model.filter(pc.equal(of_model["label_days"], label_days))["as_of"]
    return Cutoffs(model_as_of, tuple(dates.drop_null().to_pylist()), label_days)


def _read_tiers(tiers: str) -> tuple[Tier, ...]:
    """Read the JSON of the share, the likeliest first, up to which each tier goes."""
    shares = sorted(json.loads(tiers).items(), key=lambda tier: float(tier[1]))
    begins = [0.0, *(float(share) for _, share in shares)]
    return tuple(
        Tier(name, begin, float(share))
        for (name, share), begin in zip(shares, begins, strict=False)
    )
