"""Fit an audience that is a list of people: what separates its members from everyone else."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from owned_audiences.audiences import Audience
from owned_audiences.evaluation import Z_95, Comparison, compare
from owned_audiences.examples import Examples
from owned_audiences.fit import Fit
from owned_audiences.points import describe, to_json
from owned_audiences.publication import Z_CHANCE
from owned_audiences.scorecard import DEFAULT_C
from owned_audiences.validation import (
    CANDIDATES,
    FEW_POSITIVES,
    MIN_POSITIVES,
    Fold,
    fit_scorecard,
    validate,
)

FEW_MEMBERS = 200
FOLDS = 5
# The folds' models share most of their people, so that cross-validated AUCs vary more than DeLong
# says: by Nadeau & Bengio (2003) as much. Without it, random lists passed 6 times out of 100.
INFLATION = (1 + FOLDS / (FOLDS - 1)) ** 0.5
MAX_PERIODS, PERIOD_MEMBERS = 10, 50


def fit_seed_set(audience: Audience, examples: Examples) -> Fit:
    """Fit a seed set, and test it on people who were left out.

    Nothing is calibrated: the scorecard is of members and others as if they were equally many, and
    says resemblance alone.

    Parameters
    ----------
    audience : the seed set; members without a date stand at its as_of
    examples : members (who `acted`) and others, each person once, as of the members' dates
    """
    members = int(examples.acted.sum())
    begin = partial(
        Fit.of,
        audience,
        examples=len(examples.acted),
        positives=members,
        cutoffs=len(np.unique(examples.as_of)),
    )
    refusal = _refuse(members, len(examples.acted) - members)
    if refusal:
        return begin("too_few_positives", refusal)
    period = find_periods(examples.as_of, examples.acted)
    balanced = replace(examples, weight=balance(examples.acted, period))
    candidates = CANDIDATES if members < FEW_POSITIVES else (DEFAULT_C,)
    tested = validate(balanced, _folds(examples.acted), candidates, enough=1)
    own = compare(
        tested.log_odds,
        examples.baseline[tested.rows],
        examples.acted[tested.rows],
        # compared are people of one period, by one model
        tested.split * (MAX_PERIODS + 1) + period[tested.rows],
        examples.person[tested.rows],
    )
    error = own.auc_a_error * INFLATION
    ranks = own.auc_a - Z_CHANCE * error > 0.5
    undated = int(np.sum(examples.acted & (examples.as_of == np.datetime64(audience.as_of, "D"))))
    fit = begin(
        "scorecard" if ranks else "no_signal",
        _explain(own, len(examples.acted), members, undated, ranks),
    )
    if not np.isnan(own.auc_a):
        fit = replace(
            fit,
            baseline_auc=own.auc_b,
            auc=own.auc_a,
            auc_low=max(own.auc_a - Z_95 * error, 0.0),
            auc_high=min(own.auc_a + Z_95 * error, 1.0),
        )
    if not ranks:
        return fit
    every = np.arange(len(examples.acted))
    names = balanced.choose_features(every)
    model = fit_scorecard(balanced, every, names, tested.C)
    X = balanced.dense(every, names)
    card = describe(model.table(names), X, balanced.acted, balanced.weight)
    return replace(
        fit,
        regularisation=tested.C,
        calibration_shift_points=0,
        scorecard=to_json(card),
    )


def find_periods(as_of: NDArray[np.datetime64], acted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Cut time into the periods in which people are compared, with about as many members each.

    Fewer of the others were known at the early dates than at the late ones. Compared across all
    dates, whatever changed in between would seem to separate members from others.
    """
    dates, position = np.unique(as_of, return_inverse=True)
    listed = np.bincount(position, acted, len(dates)).cumsum()
    number = min(MAX_PERIODS, max(1, int(listed[-1]) // PERIOD_MEMBERS))
    period: NDArray[np.int64] = np.maximum(np.ceil(number * listed / listed[-1]), 1).astype(int)
    return period[position]


def balance(acted: NDArray[np.bool_], period: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights by which members and others are as many in each period, 0 where one has nobody.

    In all, each class weighs as many people as the smaller one has: were the few to weigh as many
    as there are others, they would be believed as if they were as many.
    """
    members = np.bincount(period, acted)
    others = np.bincount(period, ~acted)
    both = (members > 0) & (others > 0)
    scale = min(members.sum(), others.sum()) / max(members[both].sum(), 1)
    of_other = scale * np.divide(members, others, out=np.zeros(len(members)), where=both)
    return np.where(acted, np.where(both, scale, 0.0)[period], of_other[period])


def _folds(acted: NDArray[np.bool_]) -> list[Fold]:
    """Split members and others alike; the examples' order is that of dates, and then by md5."""
    fold = np.empty(len(acted), int)
    for group in (acted, ~acted):
        fold[group] = np.arange(group.sum()) % FOLDS
    return [Fold(np.flatnonzero(fold == k), np.flatnonzero(fold != k)) for k in range(FOLDS)]


def _refuse(members: int, others: int) -> str:
    if not members:
        return (
            "None of the list's members is known and eligible. Are its user_ids those of the "
            "interactions, and did the members do anything before they were listed?"
        )
    if members < MIN_POSITIVES:
        return (
            f"Only {members} of the list's members are known (by something they did before they "
            f"were listed) and eligible; at least {MIN_POSITIVES} are needed. A longer list would "
            "help."
        )
    if others < MIN_POSITIVES:
        return (
            f"Only {others} known and eligible people are not on the list; at least "
            f"{MIN_POSITIVES} are needed to compare its members with."
        )
    return ""


def _explain(seen: Comparison, examples: int, members: int, undated: int, ranks: bool) -> str:
    tested = f"in cross-validation on {members:,} members and {examples - members:,} others"
    if np.isnan(seen.auc_a):
        sentences = ["The members cannot be compared with others: none are known at their dates."]
    elif ranks:
        sentences = [
            f"Members can be separated from others: AUC {seen.auc_a:.3f} (chance is 0.5), "
            f"{tested}.",
            "It measures resemblance, not how likely anyone is to act.",
        ]
    else:
        sentences = [
            f"Members cannot surely be separated from others: AUC {seen.auc_a:.3f} "
            f"(chance is 0.5), {tested}."
        ]
    if members < FEW_MEMBERS:
        sentences.append(f"With fewer than {FEW_MEMBERS} members the result is rough.")
    if undated:
        sentences.append(
            f"{undated:,} of them are looked at as of now, as they have no earlier date: what is "
            "learned from them may describe the effect rather than the cause of being on the list."
        )
    return " ".join(sentences)
