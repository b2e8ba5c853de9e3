"""How far the level of an audience's actions moves from one cut-off to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from owned_audiences.binning import Floats
from owned_audiences.evaluation import level_offset
from owned_audiences.points import POINTS_PER_LOG_ODDS

MIN_CUTOFFS = 3


@dataclass(frozen=True)
class Level:
    """Correction of the level and what is known of its error; None where it is unknown.

    `error` is the root mean square of `df` errors, in log-odds; `t` its factor for a two-sided
    80 % interval.
    """

    shift_points: int
    error: float | None
    df: int | None
    t: float | None


def estimate_level(
    as_of: NDArray[np.datetime64],
    log_odds: Floats,
    acted: NDArray[np.bool_],
    weight: Floats,
    lead_days: int,
) -> Level:
    """Estimate the level from a model's own training cut-offs.

    Each cut-off has an offset: the shift at which expected equals observed. The model is shifted by
    half of the newest one's; the error of that is seen where a cut-off follows another whose label
    window had ended before it.

    Parameters
    ----------
    as_of, log_odds, acted, weight : arrays of shape (n,), the training examples
    lead_days : days from a cut-off to the end of its label window
    """
    dates = np.unique(as_of)
    offsets = {}
    for date in dates:
        rows = as_of == date
        observed = float(np.sum(weight[rows] * acted[rows]))
        offsets[date] = level_offset(log_odds[rows], observed, weight[rows])
    shift = round(offsets[dates[-1]] / 2 * POINTS_PER_LOG_ODDS)
    errors = []
    for date in dates:
        ended = dates[dates + np.timedelta64(lead_days, "D") <= date]
        if len(ended):
            errors.append(offsets[date] - offsets[ended[-1]] / 2)
    if len(dates) < MIN_CUTOFFS or not errors:
        return Level(shift, None, None, None)
    error = float(np.sqrt(np.mean(np.square(errors))))
    return Level(shift, error, len(errors), float(t.ppf(0.9, len(errors))))
