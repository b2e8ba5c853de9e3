"""How many will act: what is expected of the next window, and how often its interval holds."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import expit, logit
from scipy.stats import t

from owned_audiences.calibration import (
    PRIOR_DF,
    PRIOR_ERROR,
    UNSEEN_ERROR,
    ActionRates,
    estimate_calibration,
)

AS_OF = dt.date(2024, 6, 1)
PEOPLE = 20_000


def rates(log_odds, step=28, horizon=28, people=PEOPLE, rng=None, extra=(), eligible=None):
    """Rates of windows up to AS_OF, the earliest first; `extra` ones by days before it."""
    shares = expit(np.asarray(log_odds, float))
    known = np.broadcast_to(people, len(shares)).tolist()
    newest_people = int(np.max(people))
    actors = (rng.binomial(known, shares) if rng else np.round(known * shares).astype(int)).tolist()
    newest = AS_OF - dt.timedelta(horizon)
    dates = [newest - dt.timedelta(step * k) for k in range(len(shares))][::-1]
    table = pa.table(
        {
            "audience": ["a"] * (len(dates) + len(extra)),
            "as_of": dates + [AS_OF - dt.timedelta(days) for days, _ in extra],
            "is_regular": [True] * len(dates) + [False] * len(extra),
            "people": [*known, *[newest_people] * len(extra)],
            "actors": [*actors, *(round(newest_people * expit(level)) for _, level in extra)],
        }
    )
    if eligible is None:
        eligible = np.full((2, table.num_rows), np.nan)
    for name, column in zip(("eligible", "eligible_actors"), eligible, strict=True):
        table = table.append_column(name, pa.array(column, pa.float64()))
    return ActionRates.of(table, "a", horizon)


def test_shift_follows_half_of_the_newest_deviation():
    level = logit(np.array([0.1, 0.1, 0.1, 0.1, 0.1, 0.2]))
    found = estimate_calibration(rates(level), AS_OF)
    deviation = level[-1] - level.mean()
    assert found.shift_points / 10_000 == pytest.approx(deviation / 2, rel=0.02)


def test_shift_does_not_follow_chance():
    rng = np.random.default_rng(1)
    level = np.full(6, logit(0.05))
    shifts = [
        estimate_calibration(rates(level, people=1000, rng=rng), AS_OF).shift_points
        for _ in range(300)
    ]
    # half of a deviation of 50 actors by chance alone would be 700 points off
    assert np.sqrt(np.mean(np.square(shifts))) < 400


def test_shift_of_a_season_is_that_of_the_years_before_shrunk():
    """Of a year in which one window of thirteen is a season, the same window comes again."""
    quiet, season = logit(0.05), logit(0.1)
    # as of AS_OF, the window that begins now is the season: 13 steps before it was, too
    one_year = np.full(19, quiet)
    one_year[-13] = season
    found = estimate_calibration(rates(one_year, extra=[(364, season)]), AS_OF)
    assert found.shift_points / 10_000 == pytest.approx((season - quiet) / 3, rel=0.05)
    two_years = np.full(32, quiet)
    two_years[[-13, -26]] = season
    twice = estimate_calibration(
        rates(two_years, extra=[(364, season), (728, season)]), AS_OF
    ).shift_points
    assert twice / 10_000 == pytest.approx((season - quiet) / 2, rel=0.05)
    # a season of few people is none
    few = estimate_calibration(rates(one_year, people=100, extra=[(364, season)]), AS_OF)
    assert abs(few.shift_points) < 300


def test_a_year_of_another_level_is_no_guide_to_the_season():
    """Hardly anybody acted until a year ago: that more did then is no season."""
    level = np.full(30, logit(0.05))
    level[:-13] = logit(0.001)
    found = estimate_calibration(rates(level, extra=[(364, logit(0.05))]), AS_OF)
    assert abs(found.shift_points) < 100


def test_windows_of_few_people_are_left_out():
    """A year of which hardly anything is known is as if it were not there."""
    level = np.full(26, logit(0.05))
    level[:13] = logit(0.9)
    known = np.where(np.arange(26) < 13, 100, PEOPLE)
    found = estimate_calibration(rates(level, people=known), AS_OF)
    assert found == estimate_calibration(rates(level[13:]), AS_OF)
    assert found.error < 0.2


def test_what_ends_after_the_date_plays_no_part():
    level = logit(np.array([0.1, 0.12, 0.09, 0.1, 0.11, 0.1, 0.1]))
    moved = level.copy()
    moved[-1] = logit(0.4)
    earlier = AS_OF - dt.timedelta(28)
    assert estimate_calibration(rates(level), earlier) == estimate_calibration(
        rates(moved), earlier
    )
    assert estimate_calibration(rates(level), AS_OF) != estimate_calibration(rates(moved), AS_OF)


@pytest.mark.parametrize("windows", [0, 1, 2])
def test_with_few_windows_there_is_an_interval_but_no_shift(windows):
    found = estimate_calibration(rates(np.linspace(-3, -1, windows)), AS_OF)
    assert found.shift_points == 0
    assert (found.error, found.df) == (UNSEEN_ERROR, PRIOR_DF)
    assert found.t == pytest.approx(t.ppf(0.9, PRIOR_DF))


def test_a_steady_rate_leaves_the_prior_which_windows_wear_down():
    few = estimate_calibration(rates(np.full(4, -3.0)), AS_OF)
    many = estimate_calibration(rates(np.full(40, -3.0)), AS_OF)
    assert many.error < few.error < PRIOR_ERROR
    # windows that overlap tell less
    overlapping = estimate_calibration(rates(np.full(40, -3.0), horizon=280), AS_OF)
    assert overlapping.df < many.df


@pytest.mark.parametrize("level", [-np.inf, np.inf])
def test_nobody_or_everybody_acted(level):
    found = estimate_calibration(rates(np.full(8, level)), AS_OF)
    assert found.shift_points == 0
    assert np.isfinite(found.error * found.t)


def test_an_audience_that_goes_its_own_way_is_followed():
    """Everyone acts more and more often; people who are eligible ever more seldom."""
    of_all = logit(np.array([0.1, 0.11, 0.12, 0.13, 0.14, 0.15]))
    own = np.array([0.05, 0.045, 0.04, 0.035, 0.03, 0.025])
    eligible = [np.full(6, 8000.0), 8000 * own]
    found = estimate_calibration(rates(of_all, eligible=eligible), AS_OF)
    deviation = logit(own[-1]) - logit(own).mean()
    assert found.shift_points / 10_000 == pytest.approx(deviation / 2, rel=0.1)
    # where it was not counted, the windows are those of everyone, at its level
    known = np.array([np.nan, np.nan, np.nan, 0.035, 0.03, 0.025])
    partly = rates(of_all, eligible=[np.where(np.isnan(known), np.nan, 8000), 8000 * known])
    offset = partly.known_by(np.datetime64(AS_OF)).offset
    assert offset[3:] == pytest.approx(logit(known[3:]), abs=0.01)
    assert np.diff(offset[:4]) == pytest.approx(np.diff(of_all[:4]), abs=0.01)


def simulated(rng, windows, spread, season):
    """Levels of windows and of the one after them: steps at random, and a season of a year."""
    steps = np.arange(-windows, 1)
    seasonal = season * np.sin(2 * np.pi * (steps % 13) / 13 + rng.uniform(0, 2 * np.pi))
    level = logit(0.05) + rng.normal(0, spread, windows + 1) + seasonal
    extra = [(364 * k, level[-1 - 13 * k]) for k in (1, 2, 3) if 13 * k <= windows]
    return level[:-1], level[-1], extra


@pytest.mark.parametrize(
    ("windows", "spread", "season"),
    [
        (8, 0.25, 0.0),
        (8, 0.4, 0.0),
        (20, 0.3, 0.0),
        (40, 0.15, 0.4),
        (40, 0.3, 0.4),
        (40, 0.3, 0.0),
    ],
)
def test_intervals_hold_the_next_window_in_four_of_five(windows, spread, season):
    rng = np.random.default_rng(windows)
    inside = []
    for _ in range(500):
        level, following, extra = simulated(rng, windows, spread, season)
        found = estimate_calibration(rates(level, rng=rng, extra=extra), AS_OF)
        mean = level[-6:].mean()
        chance = 1 / (PEOPLE * expit(following))
        off = following + rng.normal(0, np.sqrt(chance)) - mean - found.shift_points / 10_000
        inside.append(abs(off) <= found.t * np.sqrt(found.error**2 + chance))
    assert 0.76 <= np.mean(inside) <= 0.88


def test_a_season_is_expected():
    """With a season the error of the expected level is that of its random part, not of the year."""
    rng = np.random.default_rng(9)
    with_season, without = [], []
    for _ in range(200):
        level, following, extra = simulated(rng, 40, 0.1, 0.5)
        mean = level[-6:].mean()
        found = estimate_calibration(rates(level, rng=rng, extra=extra), AS_OF)
        with_season.append(following - mean - found.shift_points / 10_000)
        without.append(following - mean)
    assert np.std(with_season) < 0.6 * np.std(without)
