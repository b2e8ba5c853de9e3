"""The lists that a brand could have sent of an audience as of past dates."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.exposure import (
    BY_TOPIC,
    LIST,
    TIERS,
    Exposure,
    Question,
    Snapshot,
    measure_exposure,
)
from owned_audiences.exposure_history import AudienceSettings, Facts, History
from owned_audiences.receiver import can_learn, held_out_of, learn_and_score

LISTED_TOPICS = 25
LISTED_DAYS = 90  # a list by topic holds who did the topic in so many days


@dataclass(frozen=True)
class _Known:
    """People as of a date, with the features of the brand's own model."""

    facts: Facts
    features: Floats
    by_topic: Floats


def expose(
    history: History,
    audience: AudienceSettings,
    as_of: dt.date | None = None,
    topics: Sequence[str] = (),
) -> list[Exposure]:
    """Measure what lists of an audience would have given away as of a past date.

    Parameters
    ----------
    history : of the people
    audience : whose lists are sent
    as_of : the tested date, by default the newest whose horizon has passed
    topics : rival topics, by default those with most first-time doers before the date

    Raises
    ------
    ValueError
        In one sentence: the date is too new or too old, a topic is unknown, nobody is on any list,
        too few people did any topic for the first time.
    """
    dates = history.dates(audience, as_of)
    interaction_type = history.interaction_type(audience)
    rivals = history.rival_topics(audience, interaction_type, topics, dates)
    common = history.common_topics(interaction_type, dates[-1])
    known = []
    for date in dates:
        facts = history.facts(audience, date)
        days = history.topic_days(facts, interaction_type, common)
        recent = history.topic_days(facts, interaction_type, common[:LISTED_TOPICS], LISTED_DAYS)
        features = np.column_stack([facts.known, facts.actions, days])
        known.append(_Known(facts, features, (recent > 0).astype(float)))
    lists = [_lists(history, audience, known[k:]) for k in range(len(known))]
    # the earliest date has no model before it, and only trains those of the others
    usable = lists[:-1] if TIERS in lists[0] and len(lists) > 2 else lists
    names = [name for name in lists[0] if all(name in one for one in usable)]
    names = [name for name in names if lists[0][name].any()]
    if not {LIST, "seed_set"} & set(names):
        raise ValueError(f"Audience {audience.name!r}: nobody was on its list as of {dates[0]}.")
    snapshots = [
        Snapshot(
            one.facts.as_of,
            history.person_id[one.facts.person],
            one.facts.known,
            {name: shapes[name] for name in names},
            history.first_topic_days(
                one.facts, interaction_type, rivals, dates[0] if k else dt.date.max
            ),
        )
        for k, (one, shapes) in enumerate(zip(known, usable, strict=False))
    ]
    question = Question(audience.name, interaction_type, rivals, audience.horizon_days)
    return measure_exposure(question, snapshots[1:], snapshots[0])


def _lists(
    history: History, audience: AudienceSettings, known: Sequence[_Known]
) -> dict[str, Floats]:
    """Every export shape as of the first of some dates, as flags of its people."""
    facts = known[0].facts
    shapes = {}
    if audience.is_seed_set:
        shapes[LIST] = _flag(history.is_member(audience, facts))
    else:
        shapes["seed_set"] = _flag(facts.actions[:, 1] > 0)
        tiers = _tiers(history, audience, known)
        if tiers is not None:
            shapes[LIST], shapes[TIERS] = tiers[:, :1], tiers
        since = facts.actions[:, 0]
        is_recent = (since > 0) & (since <= audience.cooldown_days)
        shapes["suppression_list"] = _flag(is_recent)
    shapes[BY_TOPIC] = known[0].by_topic
    return shapes


def _tiers(history: History, audience: AudienceSettings, known: Sequence[_Known]) -> Floats | None:
    """Put people into tiers as of the first date, by a model of windows that had ended by then.

    None where there are too few people to train one.
    """
    facts, earlier = known[0].facts, known[1:]
    if not earlier:
        return None
    features, labels, ids = [], [], []
    for one in earlier:
        start = one.facts.as_of + dt.timedelta(audience.gap_days)
        end = start + dt.timedelta(audience.horizon_days)
        acted = history.has_acted(audience, one.facts, start, end, facts.as_of)
        rows = one.facts.is_eligible
        features.append(one.features[rows])
        labels.append((acted != audience.is_absent)[rows])
        ids.append(history.person_id[one.facts.person[rows]])
    y, held_out = np.concatenate(labels), held_out_of(np.concatenate(ids))
    if not can_learn(y, held_out) or not facts.is_eligible.any():
        return None
    eligible = np.flatnonzero(facts.is_eligible)
    scores = learn_and_score(np.concatenate(features), y, held_out, known[0].features[eligible])
    ties = np.array(
        [md5(one.encode()).hexdigest() for one in history.person_id[facts.person[eligible]]]
    )
    ranked = eligible[np.lexsort((ties, -scores))]
    shares = sorted(json.loads(audience.tiers).values())
    flags = np.zeros((len(facts.person), len(shares)))
    begin = 0
    for tier, share in enumerate(shares):
        end_rank = round(share * len(ranked))
        flags[ranked[begin:end_rank], tier] = 1
        begin = end_rank
    return flags


def _flag(is_listed: NDArray[np.bool_]) -> Floats:
    return is_listed.astype(float)[:, None]
