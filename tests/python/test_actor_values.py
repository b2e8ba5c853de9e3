"""What people who act are worth, with known truth."""

import numpy as np
import pytest

from owned_audiences.actor_values import estimate_actor_values


def simulate(rng, means, actors=60, dates=3, spread=20.0):
    """Actors of each group at some dates; what a person spends is partly their own."""
    group, value, person = [], [], []
    for k, mean in enumerate(means):
        own = rng.normal(0, spread, actors)
        for _ in range(dates):
            group.append(np.full(actors, k))
            value.append(mean + own + rng.normal(0, spread / 2, actors))
            person.append(np.arange(actors) + 1000 * k)
    group, value = np.concatenate(group), np.concatenate(value)
    return group, len(means), value, np.ones(len(value)), np.concatenate(person)


def test_the_true_means_are_found_within_their_errors():
    rng = np.random.default_rng(1)
    truth = np.linspace(20, 60, 10)
    inside, distance, raw = 0, 0.0, 0.0
    for _ in range(200):
        rows = simulate(rng, truth)
        means, errors = estimate_actor_values(*rows)
        inside += np.sum(np.abs(means - truth) < 1.2816 * errors)
        distance += np.sum((means - truth) ** 2)
        plain = np.bincount(rows[0], rows[2]) / np.bincount(rows[0])
        raw += np.sum((plain - truth) ** 2)
    assert 0.74 < inside / 2000 < 0.86
    assert distance < raw


def test_where_groups_do_not_differ_their_means_are_nearly_that_of_all():
    rows = simulate(np.random.default_rng(2), np.full(10, 40.0))
    means, errors = estimate_actor_values(*rows)
    plain = np.bincount(rows[0], rows[2]) / np.bincount(rows[0])
    assert np.ptp(means) < 0.5 * np.ptp(plain)
    assert np.all(errors < 4)


def test_a_group_without_actors_has_the_mean_of_all_and_a_larger_error():
    group, _, value, weight, person = simulate(np.random.default_rng(3), [20.0, 40.0, 60.0])
    means, errors = estimate_actor_values(group, 4, value, weight, person)
    assert means[3] == pytest.approx(np.average(value))
    assert errors[3] > errors[:3].max()


def test_more_weight_counts_more():
    group = np.zeros(4, int)
    value, weight = np.array([1.0, 1.0, 9.0, 9.0]), np.array([3.0, 3.0, 1.0, 1.0])
    means, _ = estimate_actor_values(group, 1, value, weight, np.arange(4))
    assert means == pytest.approx([3.0])


def test_of_a_single_person_the_error_is_not_known():
    means, errors = estimate_actor_values(
        np.array([0, 0]), 2, np.array([5.0, 7.0]), np.ones(2), np.array([8, 8])
    )
    assert means.tolist() == [6.0, 6.0]
    assert np.isnan(errors).all()
