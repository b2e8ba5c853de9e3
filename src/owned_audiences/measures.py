"""Measures of what was said of people at a past date, against what they then did."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from owned_audiences.audiences import Tier
from owned_audiences.binning import Floats
from owned_audiences.calibration import Calibration
from owned_audiences.evaluation import Z_95, Comparison, calibration_slope, compare
from owned_audiences.points import POINTS_PER_LOG_ODDS

RESAMPLES = 40
TENTHS = 10
ALL = "all"


@dataclass(frozen=True)
class Measure:
    """A figure of a ranking at a past date, with its interval; None where there is none.

    `part` is `all`, a tier or a tenth (`tenth 1` is the likeliest). Intervals are of 95 %, of
    `expected` of 80 %.
    """

    as_of: str
    ranking: str
    measure: str
    part: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Outcomes:
    """The n people tested at a past date: who acted, and whom each stands for."""

    as_of: dt.date
    acted: NDArray[np.bool_]
    weight: Floats
    person: NDArray[np.int64]


def measures_to_json(measures: Sequence[Measure]) -> str:
    """Write measures as a JSON array of objects."""
    return json.dumps([asdict(measure) for measure in measures])


def measure_ranking(
    outcomes: Outcomes, ranking: str, scores: Floats, tiers: Sequence[Tier]
) -> list[Measure]:
    """Measure how a score ranks people: AUC, area under precision and recall, lift of each tier.

    The AUC has the error of DeLong, the others that of a Poisson bootstrap of people, whose numbers
    are the same in every run. Ties in a score stand in the order of the examples.

    Parameters
    ----------
    outcomes : Outcomes
    ranking : name of the score
    scores : shape (n,), higher = likelier to act
    tiers : the tiers; the lift is their share of actors over that of everyone
    """
    acted, weight = outcomes.acted, outcomes.weight
    if not acted.any() or acted.all():
        return []
    seen = compare(scores, scores, acted, np.zeros(len(acted)), outcomes.person)
    date = outcomes.as_of.isoformat()
    found = []
    if np.isfinite(seen.auc_a):
        found.append(_with_error(date, ranking, "auc", seen.auc_a, seen.auc_a_error))
    order = np.argsort(-scores, kind="stable")
    acted, weight = acted[order], weight[order]
    rng = np.random.default_rng(0)
    samples = [_precision_and_lifts(acted, weight, tiers)]
    for _ in range(RESAMPLES):
        drawn = weight * rng.poisson(1.0, len(weight))
        if np.any(drawn * acted > 0):
            samples.append(_precision_and_lifts(acted, drawn, tiers))
    values, errors = samples[0], np.std(samples[1:], axis=0)
    names = [("pr_auc", ALL), *(("lift", tier.name) for tier in tiers)]
    for (measure, part), value, error in zip(names, values, errors, strict=True):
        found.append(_with_error(date, ranking, measure, float(value), float(error), part))
    return found


def _precision_and_lifts(
    acted: NDArray[np.bool_], weight: Floats, tiers: Sequence[Tier]
) -> list[float]:
    """Area under precision and recall, and lift of each tier, of people in their order."""
    actors, people = np.cumsum(weight * acted), np.cumsum(weight)
    precision = np.sum(weight * acted * actors / np.maximum(people, 1e-12)) / actors[-1]
    rank = (people - weight / 2) / people[-1]
    rate = actors[-1] / people[-1]
    lifts = []
    for tier in tiers:
        first, last = np.searchsorted(rank, [tier.share_from, tier.share_to])
        inside = weight[first:last]
        share = np.sum(inside * acted[first:last]) / max(inside.sum(), 1e-12)
        lifts.append(float(share / rate))
    return [float(precision), *lifts]


def measure_forecast(
    outcomes: Outcomes,
    ranking: str,
    log_odds: Floats,
    calibration: Calibration,
    tiers: Sequence[Tier],
) -> list[Measure]:
    """Measure what was expected against what happened, of everyone, of tiers and of tenths.

    The slope says whether the log-odds are spread as widely as what happened.

    Parameters
    ----------
    outcomes : Outcomes
    ranking : name of the model
    log_odds : shape (n,), before calibration
    calibration : as it was known at that date
    tiers : the tiers
    """
    z = log_odds + calibration.shift_points / POINTS_PER_LOG_ODDS
    propensity, weight, acted = expit(z), outcomes.weight, outcomes.acted
    date = outcomes.as_of.isoformat()
    total = weight.sum()
    brier = float(np.sum(weight * (propensity - acted) ** 2) / total) if total else np.nan
    found = [Measure(date, ranking, "brier", ALL, brier)]
    slope = calibration_slope(log_odds, acted, weight)
    if np.isfinite(slope):
        found.append(Measure(date, ranking, "slope", ALL, slope))
    order = np.argsort(-z, kind="stable")
    rank = np.empty(len(z))
    rank[order] = (np.cumsum(weight[order]) - weight[order] / 2) / max(total, 1e-12)
    tenth = np.minimum(np.floor(rank * TENTHS), TENTHS - 1)
    parts = {ALL: np.ones(len(z), bool)}
    parts |= {t.name: (rank >= t.share_from) & (rank < t.share_to) for t in tiers}
    parts |= {f"tenth {k + 1}": tenth == k for k in range(TENTHS)}
    for part, rows in parts.items():
        w, p = weight[rows], propensity[rows]
        if len(w) == 0:
            continue
        variance = max(float(np.sum(w * p * (1 - p))), 1e-6)
        margin = calibration.t * np.sqrt(calibration.error**2 + 1 / variance)
        low, high = (float(np.sum(w * expit(z[rows] + side * margin))) for side in (-1, 1))
        found += [
            Measure(date, ranking, "people", part, float(w.sum())),
            Measure(date, ranking, "expected", part, float(np.sum(w * p)), low, high),
            Measure(date, ranking, "observed", part, float(np.sum(w * acted[rows]))),
        ]
    return found


def measure_difference(versus: Comparison, as_of: dt.date) -> list[Measure]:
    """Measure by what the publication rule decided: the AUC of the scorecard less the baseline's.

    It is over all the windows of the rule, and stands at the date of the fit.
    """
    if not np.isfinite(versus.difference):
        return []
    error = versus.difference_error
    return [_with_error(as_of.isoformat(), "scorecard", "auc_difference", versus.difference, error)]


def recency_frequency_value(values: Mapping[str, Floats]) -> Floats:
    """Score people by fifths of recency, frequency and value, added up: the usual plain score.

    Parameters
    ----------
    values : recency (days, 0 when never), frequency and value, each of shape (n,)
    """
    recency = np.where(values["recency"] > 0, -values["recency"], -np.inf)
    return sum(
        (_fifth(part) for part in (recency, values["frequency"], values["value"])),
        np.zeros(len(recency)),
    )


def _fifth(values: Floats) -> Floats:
    ranks = np.searchsorted(np.sort(values), values, side="left")
    return np.floor(5 * ranks / max(len(values), 1))


def _with_error(
    as_of: str, ranking: str, measure: str, value: float, error: float, part: str = ALL
) -> Measure:
    margin = Z_95 * error
    return Measure(as_of, ranking, measure, part, value, value - margin, value + margin)
