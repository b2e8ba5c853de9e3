"""Calibration: how many people act, which moves from one month to the next more than who does.

A model ranks people, and its sum of propensities is the mean of the windows that it was trained on.
How many act after that date is forecast from the rates of past windows: a mean, half of the newest
deviation from it, and the season of the same date in earlier years.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import t

from owned_audiences.binning import Floats
from owned_audiences.points import POINTS_PER_LOG_ODDS

YEAR = np.timedelta64(364, "D")  # whole weeks
SEASONS = 3
MAX_SEASONAL_HORIZON = 300
MIN_SEASONAL_ACTORS = 20  # with fewer a year ago says more of chance than of the season
WINDOWS_OF_A_MODEL = 6
MIN_WINDOWS = 3
HALF_LIFE = 12  # in windows, of past errors
# What an error is like before any was seen, in log-odds, and for how many seen ones that counts.
PRIOR_ERROR, PRIOR_DF = 0.3, 2
UNSEEN_ERROR = 0.4  # where there are too few windows


@dataclass(frozen=True)
class ActionRates:
    """How many people acted in the label windows of past dates, of shape (n,), the earliest first.

    `offset` is the log-odds of acting among all who were known, `chance` its variance by chance
    alone, `actors` the number of people who acted. `is_regular` says which dates lie one step
    apart; the others lie whole years before some date. `lead_days` is from a date to the end of its
    window.
    """

    dates: NDArray[np.datetime64]
    offset: Floats
    chance: Floats
    actors: NDArray[np.int64]
    is_regular: NDArray[np.bool_]
    lead_days: int

    @classmethod
    def of(cls, rates: pa.Table, audience: str, lead_days: int) -> ActionRates:
        """Read those of an audience from a table of audience, as_of, is_regular, people, actors."""
        own = rates.filter(pc.equal(rates["audience"], audience)).sort_by("as_of")
        people = own["people"].to_numpy().astype(np.float64)
        actors = own["actors"].to_numpy().astype(np.int64)
        return cls(
            dates=own["as_of"].cast(pa.date32()).to_numpy().astype("datetime64[D]"),
            offset=logit((actors + 0.5) / (people + 1)),
            chance=1 / np.maximum(actors, 0.5),
            actors=actors,
            is_regular=own["is_regular"].to_numpy(zero_copy_only=False).astype(bool),
            lead_days=lead_days,
        )

    def ended_by(self, date: np.datetime64) -> NDArray[np.int64]:
        """Positions of the regular dates whose windows had ended by some date."""
        ends = self.dates + np.timedelta64(self.lead_days, "D")
        return np.flatnonzero(self.is_regular & (ends <= date))


@dataclass(frozen=True)
class Calibration:
    """By how much a model is shifted, and how far off that may be.

    `error` is the root mean square of the error of the shift, in log-odds, `df` the degrees of
    freedom behind it; `t` is its factor for a two-sided 80 % interval.
    """

    shift_points: int
    error: float
    df: float
    t: float


def estimate_calibration(rates: ActionRates, as_of: dt.date) -> Calibration:
    """Forecast how far the rate of a date will be from that of the windows before it.

    The errors of the same forecast at past dates, less what of them is chance, say how far off it
    may be; newer ones count more, windows that overlap count once, a prior counts for `PRIOR_DF`.

    Parameters
    ----------
    rates : ActionRates
    as_of : a date; of later windows nothing is used
    """
    date = np.datetime64(as_of)
    past = rates.ended_by(date)
    if len(past) < MIN_WINDOWS:
        return _calibration(0.0, UNSEEN_ERROR, PRIOR_DF)
    shift = _forecast(rates, date) - _mean_of_model(rates, date)
    tested = [k for k in past[::-1] if len(rates.ended_by(rates.dates[k]))]
    if not tested:
        return _calibration(shift, UNSEEN_ERROR, PRIOR_DF)
    errors = np.array([rates.offset[k] - _forecast(rates, rates.dates[k]) for k in tested])
    weights = 0.5 ** (np.arange(len(tested)) / HALF_LIFE)
    square = max(0.0, float(np.average(errors**2 - rates.chance[tested], weights=weights)))
    number = float(weights.sum() ** 2 / np.sum(weights**2))
    step_days = float(np.median(np.diff(rates.dates[past])) / np.timedelta64(1, "D"))
    df = max(1.0, number * min(1.0, step_days / rates.lead_days))
    error = np.sqrt((df * square + PRIOR_DF * PRIOR_ERROR**2) / (df + PRIOR_DF))
    return _calibration(shift, float(error), df + PRIOR_DF)


def _calibration(shift: float, error: float, df: float) -> Calibration:
    return Calibration(round(shift * POINTS_PER_LOG_ODDS), error, df, float(t.ppf(0.9, df)))


def _mean_of_model(rates: ActionRates, date: np.datetime64) -> float:
    """Mean offset of the windows that a model of some date is trained on."""
    return float(rates.offset[rates.ended_by(date)[-WINDOWS_OF_A_MODEL:]].mean())


def _forecast(rates: ActionRates, date: np.datetime64) -> float:
    """Offset expected after some date, from windows that had ended by then."""
    level = _forecast_without_season(rates, date)
    if rates.lead_days >= MAX_SEASONAL_HORIZON:
        return level
    seasons = []
    for k in range(1, SEASONS + 1):
        earlier = date - k * YEAR
        at = np.searchsorted(rates.dates, earlier)
        if at == len(rates.dates) or rates.dates[at] != earlier or not len(rates.ended_by(earlier)):
            continue  # a year without data
        if rates.actors[at] >= MIN_SEASONAL_ACTORS:
            seasons.append(rates.offset[at] - _forecast_without_season(rates, earlier))
    shrunk = len(seasons) / (len(seasons) + 2)
    return level + shrunk * float(np.mean(seasons)) if seasons else level


def _forecast_without_season(rates: ActionRates, date: np.datetime64) -> float:
    """Mean of a model's windows, and half of what the newest differs from it beyond chance."""
    newest = rates.ended_by(date)[-WINDOWS_OF_A_MODEL:]
    offset, chance = rates.offset[newest], rates.chance[newest]
    mean = float(offset.mean())
    moved = max(0.0, float(np.var(offset, ddof=1) - chance.mean())) if len(newest) > 1 else 0.0
    kept = moved / (moved + float(chance[-1]))
    return mean + kept * float(offset[-1] - mean) / 2
