"""What a list gives away: how well its receiver predicts what else people will do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import md5

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import Z_95, compare
from owned_audiences.exposure_terms import (
    ACTIVITY,
    ALL_TOPICS,
    EXPORT,
    HASHED,
    KNOWLEDGE,
    LABELS,
    LIST,
    NONE,
    SHUFFLED,
    SHUFFLES,
    Exposure,
    Question,
    Snapshot,
)
from owned_audiences.points import Ints
from owned_audiences.receiver import (
    MIN_ACTED,
    can_learn,
    held_out_of,
    learn_and_score,
    match_blinded,
)


@dataclass(frozen=True)
class _Scored:
    """People who had never done a topic, how receivers rank them, and whether they did it next."""

    person: Ints
    acted: NDArray[np.bool_]
    scores: dict[tuple[str, str], Floats]


def measure_exposure(
    question: Question, earlier: Sequence[Snapshot], tested: Snapshot
) -> list[Exposure]:
    """Measure what each export shape of an audience gives away, by topic and over all topics.

    For each topic a receiver is trained on earlier windows, on people who had not done it before
    them, and ranks people who had not done it before the tested date.

    Parameters
    ----------
    question : Question
    earlier : dates whose windows had ended before the tested date
    tested : the date whose window is predicted

    Raises
    ------
    ValueError
        When no topic has enough people who did it for the first time.
    """
    earlier = [_with_derived(one) for one in earlier]
    tested = _with_derived(tested)
    configured = [name for name in tested.shapes if name.startswith(EXPORT)]
    shapes = [name for name in (*LABELS, *configured) if _draws(name)[0] in tested.shapes]
    scored = {}
    for j, topic in enumerate(question.topics):
        one = _score(question, j, earlier, tested, shapes)
        if one is not None:
            scored[topic] = one
    if not scored:
        raise ValueError(
            f"Audience {question.audience!r}: of none of {len(question.topics)} topics did "
            f"{MIN_ACTED} people do a {question.interaction_type} for the first time in the "
            f"windows before {tested.as_of}, and others after it."
        )
    measured = []
    for shape in shapes:
        for topic in (*scored, ALL_TOPICS):
            chosen = list(scored.values()) if topic == ALL_TOPICS else [scored[topic]]
            for knows in KNOWLEDGE:
                draws = [
                    _measure(question, tested, topic, draw, knows, chosen) for draw in _draws(shape)
                ]
                measured.append(_mean(draws, shape))
    return measured


def best_tenth(scores: Floats, acted: NDArray[np.bool_]) -> tuple[int, float]:
    """Size of the best tenth, and how many of it acted, ties at its end counted by their share."""
    size = max(1, round(len(scores) / 10))
    least = np.partition(scores, -size)[-size]
    above, tied = scores > least, scores == least
    return size, float(acted[above].sum() + (size - above.sum()) * acted[tied].mean())


def shuffle(person_id: NDArray[np.str_], columns: Floats, number: int = 0) -> Floats:
    """Give everyone the flags of somebody else, by md5 of the shuffle's number and their ids."""
    order = np.argsort(person_id)
    keys = [md5(f"shuffle {number} {one}".encode()).hexdigest() for one in person_id[order]]
    shuffled = np.empty_like(columns)
    shuffled[order[np.argsort(keys)]] = columns[order]
    return shuffled


def _with_derived(snapshot: Snapshot) -> Snapshot:
    """Add what is derived from the lists: nothing sent, hashed lists, the control."""
    n = len(snapshot.person_id)
    shapes = {NONE: np.zeros((n, 0)), **snapshot.shapes}
    for hashed, plain in HASHED.items():
        if plain in snapshot.shapes:
            shapes[hashed] = match_blinded(snapshot.person_id, snapshot.shapes[plain])
    if LIST in snapshot.shapes:
        for number, name in enumerate(_draws(SHUFFLED)):
            shapes[name] = shuffle(snapshot.person_id, snapshot.shapes[LIST], number)
    return replace(snapshot, shapes=shapes)


def _never_done(
    snapshot: Snapshot, topic: int, horizon_days: int
) -> tuple[Ints, NDArray[np.bool_]]:
    """Positions of people who had never done a topic, and whether they did within the horizon."""
    first = snapshot.first_day[:, topic]
    rows = np.flatnonzero(first >= 0)
    return rows, first[rows] < horizon_days


def _score(
    question: Question, topic: int, earlier: Sequence[Snapshot], tested: Snapshot, shapes: list[str]
) -> _Scored | None:
    """Rank the tested people by every receiver; None where there are too few who did the topic."""
    train = [(one, *_never_done(one, topic, question.horizon_days)) for one in earlier]
    rows, acted = _never_done(tested, topic, question.horizon_days)
    y = np.concatenate([label for _, _, label in train])
    held_out = held_out_of(np.concatenate([one.person_id[at] for one, at, _ in train]))
    if not 2 <= acted.sum() <= len(acted) - 2 or not can_learn(y, held_out):
        return None
    scores = {}
    for shape in (draw for name in shapes for draw in _draws(name)):
        for knows in KNOWLEDGE:
            X = np.concatenate([_features(one, shape, knows)[at] for one, at, _ in train])
            wanted = _features(tested, shape, knows)[rows]
            # without features everyone is tied
            scores[shape, knows] = (
                learn_and_score(X, y, held_out, wanted) if X.shape[1] else np.zeros(len(rows))
            )
    return _Scored(rows, acted, scores)


def _features(snapshot: Snapshot, shape: str, knows: str) -> Floats:
    sent = snapshot.shapes[shape]
    return np.column_stack([snapshot.activity, sent]) if knows == ACTIVITY else sent


def _measure(
    question: Question,
    tested: Snapshot,
    topic: str,
    shape: str,
    knows: str,
    scored: Sequence[_Scored],
) -> Exposure:
    sent = tested.shapes[shape]
    tenths = [best_tenth(one.scores[shape, knows], one.acted) for one in scored]
    acted = np.concatenate([one.acted for one in scored])
    compared = compare(
        np.concatenate([one.scores[shape, knows] for one in scored]),
        np.concatenate([one.scores[NONE, knows] for one in scored]),
        acted,
        np.repeat(np.arange(len(scored)), [len(one.acted) for one in scored]),
        np.concatenate([one.person for one in scored]),
    )
    return Exposure(
        question.audience,
        tested.as_of,
        question.horizon_days,
        question.interaction_type,
        topic,
        shape,
        knows,
        None if shape == NONE else int(sent.any(axis=1).sum()),
        len(acted),
        int(acted.sum()),
        sum(size for size, _ in tenths),
        round(sum(hits for _, hits in tenths), 1),
        compared.auc_a,
        *_interval(compared.auc_a, compared.auc_a_error),
        compared.difference,
        *_interval(compared.difference, compared.difference_error),
    )


def _draws(shape: str) -> list[str]:
    """Names under which a shape is measured: once, or as often as it is drawn at random."""
    return [f"{shape} {number}" for number in range(SHUFFLES)] if shape == SHUFFLED else [shape]


def _mean(draws: Sequence[Exposure], shape: str) -> Exposure:
    """Average what differs between draws; the mean interval is that of a single draw."""
    if len(draws) == 1:
        return draws[0]

    def mean(name: str) -> float:
        return float(np.mean([getattr(draw, name) for draw in draws]))

    return replace(
        draws[0],
        shape=shape,
        hits=round(mean("hits"), 1),
        auc=mean("auc"),
        auc_low=mean("auc_low"),
        auc_high=mean("auc_high"),
        auc_gain=mean("auc_gain"),
        auc_gain_low=mean("auc_gain_low"),
        auc_gain_high=mean("auc_gain_high"),
    )


def _interval(value: float, error: float) -> tuple[float, float]:
    return value - Z_95 * error, value + Z_95 * error
