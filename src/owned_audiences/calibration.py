"""Calibration: how many people act, which moves from one cut-off to the next more than who does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from owned_audiences.binning import Floats
from owned_audiences.evaluation import calibration_offset
from owned_audiences.points import POINTS_PER_LOG_ODDS

MIN_CUTOFFS = 3


@dataclass(frozen=True)
class Calibration:
    """By how much a model is shifted, and what is known of the error of that; None where unknown.

    `error` is the root mean square of past errors, in log-odds, `df` how many of them count; `t` is
    its factor for a two-sided 80 % interval.
    """

    shift_points: int
    error: float | None
    df: int | None
    t: float | None


def estimate_calibration(
    as_of: NDArray[np.datetime64],
    log_odds: Floats,
    acted: NDArray[np.bool_],
    weight: Floats,
    lead_days: int,
) -> Calibration:
    """Estimate the calibration from a model's own training cut-offs.

    Each cut-off has an offset: the shift at which expected equals observed. The model is shifted by
    half of the newest one's, less what of it is chance alone. The error of half an offset is seen
    where a cut-off follows another whose label window had ended before it; the chance of single
    people, about 1 / observed in squared log-odds, is taken out of it, as it belongs to the people
    who are predicted. Windows that overlap count once: df is how many would fit side by side.

    Parameters
    ----------
    as_of, log_odds, acted, weight : arrays of shape (n,), the training examples
    lead_days : days from a cut-off to the end of its label window
    """
    dates = np.unique(as_of)
    offsets, chance = np.zeros(len(dates)), np.zeros(len(dates))
    for k, date in enumerate(dates):
        rows = as_of == date
        observed = float(np.sum(weight[rows] * acted[rows]))
        offsets[k] = calibration_offset(log_odds[rows], observed, weight[rows])
        chance[k] = 1 / max(observed, 0.5)
    moved = max(float(np.var(offsets, ddof=1)) - float(chance.mean()), 0.0) if len(dates) > 1 else 0
    kept = moved / (moved + chance[-1])
    shift = round(kept * offsets[-1] / 2 * POINTS_PER_LOG_ODDS)
    errors = []
    for k, date in enumerate(dates):
        ended = np.flatnonzero(dates + np.timedelta64(lead_days, "D") <= date)
        if len(ended):
            p = ended[-1]
            errors.append((offsets[k] - offsets[p] / 2) ** 2 - chance[k] - chance[p] / 4)
    if len(dates) < MIN_CUTOFFS or not errors:
        return Calibration(shift, None, None, None)
    # The offsets are those of a model that was fitted to all of them, so they are centred.
    centred = len(dates) / (len(dates) - 1)
    error = float(np.sqrt(max(np.mean(errors), 0.0) * centred))
    step = float(np.median(np.diff(dates)) / np.timedelta64(1, "D"))
    df = max(1, round(len(errors) * min(1.0, step / lead_days)))
    return Calibration(shift, error, df, float(t.ppf(0.9, df)))
