"""Preferences: people's shares of active days by category, shrunk towards the overall shares.

Of a dimension (weekday, day part, channel, topic), the active days of a person by category are
taken as Dirichlet-multinomial: everyone has shares of their own, which vary around the overall
shares the less, the more days the prior counts for. The prior is estimated by moments
(J. E. Mosimann, On the compound multinomial distribution, Biometrika 49, 1962) and a person's
shares are the posterior means (empirical Bayes). Sums are of integers or rounded once, so that
nothing depends on the order of people.
"""

import math
from dataclasses import dataclass

import numpy as np

from owned_audiences.active_days import DayCounts
from owned_audiences.binning import Floats
from owned_audiences.points import Ints

LEAST_PRIOR_DAYS, MOST_PRIOR_DAYS = 0.1, 1e6
ONE_SIDED_95 = 1.645


@dataclass(frozen=True)
class Shares:
    """Overall shares of active days, shape (categories,), and the days that they count for."""

    share: Floats
    prior_days: float


@dataclass(frozen=True)
class HeldOut:
    """How well held-out days of people are predicted, in log loss a person; None where by nobody's.

    `is_personal` says whether people's own shares are surely better (one-sided 95 %, over people).
    """

    people: int
    overall_loss: float | None
    personal_loss: float | None
    is_personal: bool


@dataclass(frozen=True)
class Choices:
    """The likeliest category of each person with active days, and its expected share of them."""

    person: Ints
    category: Ints
    share: Floats


def estimate_shares(
    counts: DayCounts, categories: int, most_prior_days: float = MOST_PRIOR_DAYS
) -> Shares:
    """Estimate the overall shares, and for how many days they count against a person's own.

    With V the variance of one day's category, and N_i days of person i, the squared distance of a
    person's counts from N_i times the overall shares is V * N_i * (N_i + k) / (1 + k) on average;
    the sum over people is solved for the prior days k.

    Parameters
    ----------
    counts : of the people to estimate from
    categories : number of categories
    most_prior_days : what counts where people are alike, and the most that may count
    """
    _, position = counts.positions()
    person_days = np.bincount(position, counts.days).astype(np.int64)[position]
    # in integers of any size: where people are exactly as different as chance, it is seen
    in_category = np.bincount(counts.category, counts.days, categories)
    weighted = np.bincount(counts.category, counts.days * person_days, categories)
    exact = in_category.astype(np.int64).astype(object)
    days, squares = int(counts.days.sum()), int(weighted.sum())
    agreement = int(np.sum(exact**2))
    variance = days**2 - agreement
    distance = days**2 * int(np.sum(counts.days**2)) + agreement * squares
    distance -= 2 * days * int(np.sum(exact * weighted.astype(np.int64)))
    excess = distance - variance * days
    prior_days = most_prior_days
    if excess > 0:
        prior_days = max(LEAST_PRIOR_DAYS, (variance * squares - distance) / excess)
    return Shares(in_category / max(days, 1), round(min(prior_days, most_prior_days), 3))


def compare_held_out(counts: DayCounts, shares: Shares) -> HeldOut:
    """Find out on the held-out days whether people's own shares predict better than overall ones.

    Parameters
    ----------
    counts : of the people estimated from; known before the held-out days are the people who count
    shares : estimated on the days before them
    """
    _, position = counts.positions()
    known = np.bincount(position, counts.days_before)[position]
    share = shares.share[counts.category]
    at = (counts.days > counts.days_before) & (known > 0) & (share > 0)
    if not at.any():
        return HeldOut(0, None, None, False)
    share, before, k = share[at], counts.days_before[at], shares.prior_days
    held_out = (counts.days - counts.days_before)[at]
    of_person = np.unique(position[at], return_inverse=True)[1]
    overall = np.bincount(of_person, held_out * -np.log(share))
    personal = np.bincount(of_person, held_out * -np.log((before + k * share) / (known[at] + k)))
    gain = overall - personal
    return HeldOut(
        people=len(gain),
        overall_loss=round(math.fsum(overall) / len(gain), 6),
        personal_loss=round(math.fsum(personal) / len(gain), 6),
        is_personal=math.fsum(gain) > ONE_SIDED_95 * math.sqrt(math.fsum(gain**2)),
    )


def choose(counts: DayCounts, shares: Shares, rank: Ints) -> Choices:
    """Choose each person's likeliest category among the options.

    What most others do may be likelier than anything that the person did. Shares that are equal to
    nine digits go by rank.

    Parameters
    ----------
    counts : of the people to choose for
    shares : the overall ones
    rank : of each category among the options, 1 the commonest; 0 is no option; shape (categories,)
    """
    people, position = counts.positions()
    options = int(rank.max(initial=0))
    if options == 0:
        return Choices(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    by_rank = np.zeros(options + 1, np.int64)
    by_rank[rank[rank > 0]] = np.flatnonzero(rank > 0)
    k, prior = shares.prior_days, shares.prior_days * shares.share
    days = np.bincount(position, counts.days, len(people))
    best = prior[by_rank[1]] / (days + k)
    order = _order(best, np.ones(len(people), np.int64), options)
    own = np.flatnonzero(rank[counts.category] > 0)
    position, category = position[own], counts.category[own]
    share = (counts.days[own] + prior[category]) / (days[position] + k)
    np.maximum.at(best, position, share)
    np.maximum.at(order, position, _order(share, rank[category], options))
    return Choices(people, by_rank[-order % (options + 1)], best)


def _order(share: Floats, rank: Ints, options: int) -> Ints:
    """One number that orders by share, then by rank, and holds the rank."""
    return np.rint(share * 1e9).astype(np.int64) * (options + 1) - rank
