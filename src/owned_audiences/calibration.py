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
from scipy.special import logit, stdtrit

from owned_audiences.binning import Floats
from owned_audiences.points import POINTS_PER_LOG_ODDS

YEAR = np.timedelta64(364, "D")  # whole weeks
SEASONS = 3
MAX_SEASONAL_HORIZON = 300
MAX_LEVEL_CHANGE = np.log(4)  # from year to year; beyond it the other year was another business
MIN_SEASONAL_ACTORS = 20  # with fewer a year ago says more of chance than of the season
WINDOWS_OF_A_MODEL = 6
MIN_WINDOWS = 3
MIN_SHARE_KNOWN = 0.1  # of the people of the newest window; with fewer a window says little of them
HALF_LIFE = 12  # in windows, of past errors
# What an error is like before any was seen, in log-odds, and for how many seen ones that counts.
PRIOR_ERROR, PRIOR_DF = 0.3, 2
UNSEEN_ERROR = 0.4  # where there are too few windows


@dataclass(frozen=True)
class ActionRates:
    """How many people acted in the label windows of past dates, of shape (n,), the earliest first.

    `people` and `actors` count everyone who was known, `eligible` and `eligible_actors` the
    audience alone, NaN at dates that nothing was trained or tested on. `is_regular` says which
    dates lie one step apart. `lead_days` is from a date to the end of its window.
    """

    dates: NDArray[np.datetime64]
    people: Floats
    actors: Floats
    eligible: Floats
    eligible_actors: Floats
    is_regular: NDArray[np.bool_]
    lead_days: int

    @classmethod
    def of(cls, rates: pa.Table, audience: str, lead_days: int) -> ActionRates:
        """Read those of an audience from a table of the fields and audience, as_of."""
        own = rates.filter(pc.equal(rates["audience"], audience)).sort_by("as_of")
        counts = ("people", "actors", "eligible", "eligible_actors")
        return cls(
            dates=own["as_of"].cast(pa.date32()).to_numpy().astype("datetime64[D]"),
            is_regular=own["is_regular"].to_numpy(zero_copy_only=False).astype(bool),
            lead_days=lead_days,
            **{name: own[name].cast(pa.float64()).to_numpy() for name in counts},
        )

    def known_by(self, date: np.datetime64) -> Offsets:
        """Offsets of the windows that had ended by some date, of nearly as many people as by then.

        Where the audience itself was not counted, it is taken to differ from everyone as it did at
        the nearest date at which it was.
        """
        ended = np.flatnonzero(self.dates + np.timedelta64(self.lead_days, "D") <= date)
        ended = ended[self.people[ended] >= MIN_SHARE_KNOWN * self.people[ended].max(initial=0)]
        offset = logit((self.actors[ended] + 0.5) / (self.people[ended] + 1))
        actors, others = self.actors[ended], self.people[ended] - self.actors[ended]
        counted = np.flatnonzero(~np.isnan(self.eligible[ended]))
        if len(counted):
            at = ended[counted]
            own = logit((self.eligible_actors[at] + 0.5) / (self.eligible[at] + 1))
            distance = np.abs(self.dates[ended][:, None] - self.dates[at][None, :])
            nearest = np.argmin(distance, axis=1)
            offset = offset + (own - offset[counted])[nearest]
            share = (self.eligible_actors[at] + 0.5) / (self.actors[at] + 0.5)
            actors = actors * share[nearest]
            eligible_others = self.eligible[at] - self.eligible_actors[at]
            share = (eligible_others + 0.5) / (self.people[at] - self.actors[at] + 0.5)
            others = others * share[nearest]
        return Offsets(
            dates=self.dates[ended],
            offset=offset,
            chance=1 / np.maximum(actors, 0.5) + 1 / np.maximum(others, 0.5),
            rarer=np.minimum(actors, others),
            is_regular=self.is_regular[ended],
            lead_days=self.lead_days,
        )


@dataclass(frozen=True)
class Offsets:
    """Log-odds of acting in past windows, of shape (n,), the earliest first.

    `chance` is the variance of `offset` by chance alone, `rarer` the number of people who acted, or
    who did not, where these are fewer.
    """

    dates: NDArray[np.datetime64]
    offset: Floats
    chance: Floats
    rarer: Floats
    is_regular: NDArray[np.bool_]
    lead_days: int

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
    known = rates.known_by(date)
    past = known.ended_by(date)
    if len(past) < MIN_WINDOWS:
        return _calibration(0.0, UNSEEN_ERROR, PRIOR_DF)
    shift = _forecast(known, date) - _mean_of_model(known, date)
    tested = [k for k in past[::-1] if len(known.ended_by(known.dates[k]))]
    if not tested:
        return _calibration(shift, UNSEEN_ERROR, PRIOR_DF)
    errors = np.array([known.offset[k] - _forecast(known, known.dates[k]) for k in tested])
    weights = 0.5 ** (np.arange(len(tested)) / HALF_LIFE)
    square = max(0.0, float(np.average(errors**2 - known.chance[tested], weights=weights)))
    number = float(weights.sum() ** 2 / np.sum(weights**2))
    step_days = float(np.median(np.diff(known.dates[past])) / np.timedelta64(1, "D"))
    df = max(1.0, number * min(1.0, step_days / known.lead_days))
    error = np.sqrt((df * square + PRIOR_DF * PRIOR_ERROR**2) / (df + PRIOR_DF))
    return _calibration(shift, float(error), df + PRIOR_DF)


def _calibration(shift: float, error: float, df: float) -> Calibration:
    return Calibration(round(shift * POINTS_PER_LOG_ODDS), error, df, float(stdtrit(df, 0.9)))


def _mean_of_model(known: Offsets, date: np.datetime64) -> float:
    """Mean offset of the windows that a model of some date is trained on."""
    return float(known.offset[known.ended_by(date)[-WINDOWS_OF_A_MODEL:]].mean())


def _forecast(known: Offsets, date: np.datetime64) -> float:
    """Offset expected after some date, from windows that had ended by then."""
    level = _forecast_without_season(known, date)
    if known.lead_days >= MAX_SEASONAL_HORIZON:
        return level
    seasons = []
    for k in range(1, SEASONS + 1):
        earlier = date - k * YEAR
        at = np.searchsorted(known.dates, earlier)
        if at == len(known.dates) or known.dates[at] != earlier or not len(known.ended_by(earlier)):
            continue  # a year without data
        before = _forecast_without_season(known, earlier)
        is_alike = abs(before - level) <= MAX_LEVEL_CHANGE
        if is_alike and known.rarer[at] >= MIN_SEASONAL_ACTORS:
            seasons.append(known.offset[at] - before)
    shrunk = len(seasons) / (len(seasons) + 2)
    return level + shrunk * float(np.mean(seasons)) if seasons else level


def _forecast_without_season(known: Offsets, date: np.datetime64) -> float:
    """Mean of a model's windows, and half of what the newest differs from it beyond chance."""
    newest = known.ended_by(date)[-WINDOWS_OF_A_MODEL:]
    offset, chance = known.offset[newest], known.chance[newest]
    mean = float(offset.mean())
    moved = max(0.0, float(np.var(offset, ddof=1) - chance.mean())) if len(newest) > 1 else 0.0
    kept = moved / (moved + float(chance[-1]))
    return mean + kept * float(offset[-1] - mean) / 2
