import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

from owned_audiences.evaluation import calibration_slope, compare, log_loss


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
    for stretch in (0.1, 2, 5):
        slope = calibration_slope(stretch * log_odds, acted, weight)
        assert slope == pytest.approx(calibration_slope(log_odds, acted, weight) / stretch)
    assert np.isnan(calibration_slope(np.zeros(3), np.array([True, False, True]), np.ones(3)))
    separable = np.array([-1.0, -2, 1, 2])
    assert np.isnan(calibration_slope(separable, separable > 0, np.ones(4)))


def test_log_loss_is_the_weighted_sum():
    loss = log_loss(logit(np.array([0.2, 0.7])), np.array([False, True]), np.array([3.0, 1.0]))
    assert loss == pytest.approx(-3 * np.log(0.8) - np.log(0.7))
