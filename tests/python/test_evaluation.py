import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

from owned_audiences.calibration import estimate_calibration
from owned_audiences.evaluation import calibration_offset, calibration_slope, compare, log_loss


def draw(rng, n, windows=1):
    """Two scores of which the first ranks better; both rounded, so that there are ties."""
    acted = rng.random(n) < 0.2
    a = np.round(rng.normal(acted * 1.0, 1), 1)
    b = np.round(0.5 * a + rng.normal(acted * 0.3, 1), 1)
    return a, b, acted, rng.integers(0, windows, n), np.arange(n)


def test_auc_agrees_with_scikit_learn_and_pools_by_positives():
    a, b, acted, window, person = draw(np.random.default_rng(0), 600, windows=3)
    result = compare(a, b, acted, window, person)
    n = [acted[window == w].sum() for w in range(3)]
    for scores, auc in [(a, result.auc_a), (b, result.auc_b)]:
        aucs = [roc_auc_score(acted[window == w], scores[window == w]) for w in range(3)]
        assert auc == pytest.approx(np.average(aucs, weights=n))
    assert result.difference == pytest.approx(result.auc_a - result.auc_b)


def test_variance_is_that_of_delong_by_brute_force():
    a, b, acted, window, person = draw(np.random.default_rng(1), 120)
    result = compare(a, b, acted, window, person)

    def placements(s):
        x, y = s[acted], s[~acted]
        wins = (x[:, None] > y) + 0.5 * (x[:, None] == y)
        return wins.mean(axis=1), wins.mean(axis=0)

    (a10, a01), (b10, b01) = placements(a), placements(b)
    n, m = acted.sum(), (~acted).sum()
    assert result.auc_a_error**2 == pytest.approx(np.var(a10, ddof=1) / n + np.var(a01, ddof=1) / m)
    difference = np.var(a10 - b10, ddof=1) / n + np.var(a01 - b01, ddof=1) / m
    assert result.difference_error**2 == pytest.approx(difference)


def test_error_is_the_spread_over_samples():
    rng = np.random.default_rng(2)
    results = [compare(*draw(rng, 300, windows=2)) for _ in range(300)]
    spread = np.std([r.difference for r in results])
    assert np.mean([r.difference_error for r in results]) == pytest.approx(spread, rel=0.1)


def test_the_same_person_in_several_windows_is_one_witness():
    a, b, acted, window, person = draw(np.random.default_rng(3), 400)
    once = compare(a, b, acted, window, person)
    twice = [np.tile(x, 2) for x in (a, b, acted)]
    windows = np.repeat([0, 1], 400)
    clustered = compare(*twice, windows, np.tile(person, 2))
    naive = compare(*twice, windows, np.arange(800))
    assert clustered.difference_error == pytest.approx(once.difference_error)
    assert naive.difference_error == pytest.approx(once.difference_error / np.sqrt(2))


def test_false_alarms_are_as_rare_as_they_should_be():
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(500):
        acted = rng.random(200) < 0.15
        r = compare(rng.random(200), rng.random(200), acted, np.zeros(200), np.arange(200))
        alarms += r.difference - norm.ppf(0.95) * r.difference_error > 0
    assert 10 <= alarms <= 40  # 25 expected


def test_windows_without_two_of_each_class_tell_nothing():
    score = np.arange(6.0)
    acted = np.array([0, 0, 1, 0, 0, 0], bool)
    assert np.isnan(compare(score, score, acted, np.zeros(6), np.arange(6)).auc_a)
    empty = np.empty(0)
    assert np.isnan(compare(empty, empty, empty.astype(bool), empty, empty).difference)


def test_slope_shows_scores_that_are_too_extreme():
    rng = np.random.default_rng(5)
    log_odds = rng.normal(-1, 1, 20_000)
    acted = rng.random(20_000) < expit(log_odds)
    weight = np.ones(20_000)
    assert calibration_slope(log_odds, acted, weight) == pytest.approx(1, abs=0.06)
    slope = calibration_slope(2 * log_odds, acted, weight)
    assert slope == pytest.approx(calibration_slope(log_odds, acted, weight) / 2)
    assert np.isnan(calibration_slope(np.zeros(3), np.array([True, False, True]), np.ones(3)))
    separable = np.array([-1.0, -2, 1, 2])
    assert np.isnan(calibration_slope(separable, separable > 0, np.ones(4)))


def test_log_loss_is_the_weighted_sum():
    loss = log_loss(logit(np.array([0.2, 0.7])), np.array([False, True]), np.array([3.0, 1.0]))
    assert loss == pytest.approx(-3 * np.log(0.8) - np.log(0.7))


@pytest.mark.parametrize("observed", [3.0, 40.0, 180.0])
def test_calibration_offset_makes_expected_equal_observed(observed):
    rng = np.random.default_rng(6)
    log_odds, weight = rng.normal(-2, 1, 100), rng.uniform(1, 3, 100)
    shift = calibration_offset(log_odds, observed, weight)
    assert np.sum(weight * expit(log_odds + shift)) == pytest.approx(min(observed, weight.sum()))


def test_calibration_offset_is_finite_when_nobody_or_everybody_acted():
    log_odds, weight = np.zeros(50), np.ones(50)
    assert calibration_offset(log_odds, 0.0, weight) == pytest.approx(logit(0.5 / 50))
    assert calibration_offset(log_odds, 50.0, weight) == pytest.approx(-logit(0.5 / 50))
    assert calibration_offset(np.empty(0), 0.0, np.empty(0)) == 0


def calibration(rates, step, lead):
    """Calibration of a model that expects 20 % at each cut-off, `step` days apart."""
    dates = np.datetime64("2024-01-01") + step * np.arange(len(rates))
    acted = np.concatenate([np.arange(1000) < 1000 * rate for rate in rates])
    n = len(acted)
    return estimate_calibration(
        np.repeat(dates, 1000), np.full(n, logit(0.2)), acted, np.ones(n), lead
    )


def test_calibration_follows_half_of_the_newest_offset_less_what_is_chance():
    rates = np.array([0.2, 0.3, 0.25, 0.1])
    offsets, chance = logit(rates) - logit(0.2), 1 / (1000 * rates)
    moved = np.var(offsets, ddof=1) - chance.mean()
    kept = moved / (moved + chance[-1])
    assert 0.9 < kept < 1
    result = calibration(rates, step=30, lead=30)
    assert result.shift_points == pytest.approx(kept * offsets[-1] / 2 * 10_000, abs=1)
    errors = (offsets[1:] - offsets[:-1] / 2) ** 2 - chance[1:] - chance[:-1] / 4
    assert result.df == 3
    assert result.error == pytest.approx(np.sqrt(np.mean(errors) * 4 / 3))
    assert result.t == pytest.approx(1.6377, abs=1e-3)
    # of two windows that overlap by half, one counts
    later = calibration(rates, step=30, lead=60)
    errors = (offsets[2:] - offsets[:2] / 2) ** 2 - chance[2:] - chance[:2] / 4
    assert later.error == pytest.approx(np.sqrt(np.mean(errors) * 4 / 3))
    assert later.df == 1


def test_calibration_does_not_follow_chance():
    rng = np.random.default_rng(7)
    shifts = [
        calibration(rng.binomial(1000, 0.2, 6) / 1000, step=30, lead=30).shift_points
        for _ in range(200)
    ]
    # half of an offset of chance alone would be about 400 points off
    assert np.sqrt(np.mean(np.square(shifts))) < 250


def test_intervals_of_the_calibration_hold_what_they_say():
    """Levels that move by chance from month to month: the next one is in about 80 %."""
    rng = np.random.default_rng(8)
    inside = []
    for _ in range(400):
        rates = expit(logit(0.2) + rng.normal(0, 0.25, 7))
        known, following = rates[:6], rates[6]
        result = calibration(known, step=30, lead=30)
        centre = known.mean()  # a model that was fitted to the known ones
        off = logit(following) - logit(centre)
        shift = (logit(known[-1]) - logit(centre)) / 2
        inside.append(abs(off - shift) <= result.t * result.error)
    assert 0.7 < np.mean(inside) < 0.92


def test_calibration_is_unknown_with_few_cutoffs():
    assert calibration([0.2, 0.3], step=30, lead=30).error is None
    assert calibration([0.2, 0.3, 0.1], step=1, lead=30).error is None
    assert calibration([0.2, 0.3, 0.1], step=30, lead=30).df == 2
