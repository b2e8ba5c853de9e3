"""The terms of what a list gives away: what is sent, to whom, what is asked, and what is found."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats

ALL_TOPICS = "(all)"
SENTENCE = "Within your own customers, given a stand-in for what the platform knows."
LIST, BY_TOPIC, TIERS = "list", "lists_by_topic", "tiers"
SEED_SET, SUPPRESSION = "seed_set", "suppression_list"
EXPORT = "export "  # before the name of a configured export
NONE, SHUFFLED = "none", "shuffled_list"
LABELS = {
    NONE: "nothing",
    LIST: "the list",
    "hashed_list": "the list, hashed and blinded",
    TIERS: "one list per tier",
    SEED_SET: "people who had done it (seed set)",
    BY_TOPIC: "lists by topic",
    "hashed_lists_by_topic": "lists by topic, hashed and blinded",
    SUPPRESSION: "suppression list",
    SHUFFLED: "the list, shuffled (control)",
}
NOTHING, ACTIVITY = "nothing", "activity"
KNOWLEDGE = (NOTHING, ACTIVITY)
SHUFFLES = 5  # the control is their mean: a single one may hold more active people by chance
HASHED = {"hashed_list": LIST, "hashed_lists_by_topic": BY_TOPIC}


@dataclass(frozen=True)
class Snapshot:
    """People as of a date: what the receiver knows of them, what it is sent, what they did next.

    Attributes
    ----------
    as_of : date
    person_id : shape (n,)
    activity : what the receiver knows already, shape (n, d), 0 means absent
    shapes : by the name of an export shape its flags, each of shape (n, number of lists)
    first_day : days from `as_of` to the first time that each did each topic, shape (n, topics);
        negative: before it; infinite: never, as far as was known when it was learned from
    """

    as_of: dt.date
    person_id: NDArray[np.str_]
    activity: Floats
    shapes: dict[str, Floats]
    first_day: Floats


@dataclass(frozen=True)
class Exposure:
    """What one export shape gives away about one rival topic; the fields are the table's columns.

    Attributes
    ----------
    audience, as_of, horizon_days, interaction_type : what was measured
    topic : the rival topic, or `ALL_TOPICS` for their sum
    shape : of the export, one of `LABELS`, or `EXPORT` and the name of a configured export
    receiver_knows : nothing but the export, or activity: how recently and often people acted
    listed : people whom the export holds, of those known as of the date; None where nothing is sent
    people : people who had never done the rival topic before the date
    acted : those of them who did within the horizon
    best_tenth : people in the receiver's best tenth
    hits : people in it who acted; ties count by their share, so that it may be a fraction
    auc, auc_low, auc_high : with a two-sided 95 % interval
    auc_gain, auc_gain_low, auc_gain_high : AUC less that of the same receiver without the export
    """

    audience: str
    as_of: dt.date
    horizon_days: int
    interaction_type: str
    topic: str
    shape: str
    receiver_knows: str
    listed: int | None
    people: int
    acted: int
    best_tenth: int
    hits: float
    auc: float
    auc_low: float
    auc_high: float
    auc_gain: float
    auc_gain_low: float
    auc_gain_high: float


@dataclass(frozen=True)
class Question:
    """What is asked of an audience's lists: about which topics of a type, within which horizon."""

    audience: str
    interaction_type: str
    topics: tuple[str, ...]
    horizon_days: int
