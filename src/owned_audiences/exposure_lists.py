"""What lists of a project's audiences would have given away, had they been sent on a past date."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from owned_audiences.binning import Floats
from owned_audiences.exposure import measure_exposure
from owned_audiences.exposure_history import KNOWN, MAX_PEOPLE, History, lay_out
from owned_audiences.exposure_plan import Plan, check_name, plan_of
from owned_audiences.exposure_terms import (
    BY_TOPIC,
    EXPORT,
    LIST,
    SEED_SET,
    SUPPRESSION,
    TIERS,
    Exposure,
    Question,
    Snapshot,
)
from owned_audiences.past_runs import PastRuns

LISTED_DAYS = 90  # a list by topic holds who did the topic in so many days
MAX_VALUES = 100  # of what an export says in clear; the rarest count as one


def expose(
    runs: PastRuns,
    audiences: Sequence[str] = (),
    as_of: dt.date | None = None,
    topics: Sequence[str] = (),
    say: Callable[[str], None] = lambda sentence: None,
    max_people: int = MAX_PEOPLE,
) -> list[Exposure]:
    """Measure what lists of audiences would have given away as of a past date.

    Parameters
    ----------
    runs : of the project, of which none has been run yet
    audiences : by default all for which something can be measured
    as_of : the tested date, by default the newest whose horizon has passed
    topics : rival topics, by default those with most first-time doers before the date
    say : is told of each date, and of what cannot be measured
    max_people : see `History`

    Raises
    ------
    ValueError
        In one sentence: an audience or topic is unknown, the date is too new or too old, nobody is
        on any list, too few people did any topic for the first time.
    """
    history = History(runs, max_people)
    known = [
        name for (name,) in history.query("select audience from {audiences} order by audience")
    ]
    for name in audiences:
        check_name("audience", name, known)
    plans: list[Plan] = []
    built: set[dt.date] = set()
    rows: list[Exposure] = []
    for name in dict.fromkeys(audiences or known):
        with _said(say, bool(audiences)):
            plans.append(plan_of(history, name, as_of, topics))
    dates = sorted({date for plan in plans for date in plan.dates}, reverse=True)
    for number, date in enumerate(dates, 1):
        say(f"Building the project as of {date}, {number} of {len(dates)} dates.")
        # the newest has the most history: where it cannot be built, nothing can
        with _said(say, not built):
            history.run(date)
            built.add(date)
    for plan in plans:
        with _said(say, bool(audiences)):
            snapshots = [_snapshot(history, plan, date) for date in plan.dates if date in built]
            rows += _measure_lists(plan.question, plan.dates[0], snapshots)
    return rows


@contextmanager
def _said(say: Callable[[str], None], is_fatal: bool) -> Iterator[None]:
    """Say what is wrong and go on, unless it is fatal."""
    try:
        yield
    except ValueError as problem:
        if is_fatal:
            raise
        say(str(problem))


def _snapshot(history: History, plan: Plan, as_of: dt.date) -> Snapshot:
    question = plan.question
    known = history.known(as_of)
    people = [person for person, *_ in known]

    def sent(shape: str, columns: Sequence[str]) -> Floats:
        rows = history.sent(as_of, question.audience, shape)
        named = [(person, value if value in columns else columns[-1], 1) for person, value in rows]
        return lay_out(named, people, columns, 0)

    done = history.recent_topics(question.interaction_type, as_of, LISTED_DAYS)
    recent = [(person, topic, 1) for person, topic in done]
    # of what came afterwards, a receiver is trained on what was known by the tested date
    known_before = dt.date.max if as_of == plan.dates[0] else plan.dates[0]
    first = [
        (person, topic, (day - as_of).days)
        for person, topic, day in history.first_days(question.interaction_type, known_before)
    ]
    tiers = sent(TIERS, plan.tiers)
    shapes = {
        LIST: tiers[:, :1],
        TIERS: tiers,
        SEED_SET: sent(SEED_SET, [""]),
        BY_TOPIC: lay_out(recent, people, plan.listed_topics, 0),
        SUPPRESSION: sent(SUPPRESSION, [""]),
    }
    for export, values in _exports(history, question.audience).items():
        shapes[export] = sent(export, values)
    return Snapshot(
        as_of,
        np.array(people, dtype=np.str_),
        np.array([numbers for _, *numbers in known], float).reshape(-1, len(KNOWN)),
        shapes,
        lay_out(first, people, question.topics, np.inf),
    )


def _exports(history: History, audience: str) -> dict[str, list[str]]:
    """List the exports of an audience, with what they ever said in clear, the commonest first."""
    rows = history.exported(audience)
    values: dict[str, list[str]] = {shape: [] for shape, _ in rows}
    for shape, value in rows:
        if value is not None and len(values[shape]) < MAX_VALUES:
            values[shape].append(value)
    return {shape: found or [""] for shape, found in values.items()}


def _measure_lists(
    question: Question, tested_on: dt.date, snapshots: Sequence[Snapshot]
) -> list[Exposure]:
    """Measure every list that people were on, the newest of the dates first."""
    tested = [one for one in snapshots if one.as_of == tested_on]
    earlier = [one for one in snapshots if one.as_of < tested_on]
    shapes = tested[0].shapes if tested else {}
    names = [name for name in shapes if shapes[name].any() or name.startswith(EXPORT)]
    # train only on dates with tiers; if there are none, leave out the list and the tiers
    with_tiers = [one for one in earlier if one.shapes[LIST].any()]
    if LIST in names and with_tiers:
        earlier = with_tiers
    else:
        names = [name for name in names if name not in (LIST, TIERS)]
    if not earlier or not {LIST, SEED_SET} & set(names):
        raise ValueError(
            f"Audience {question.audience!r}: nobody was on its list as of {tested_on}, or on no "
            "list of an earlier date that a receiver could learn from."
        )
    kept = [
        replace(one, shapes={name: one.shapes[name] for name in names})
        for one in (*tested, *earlier)
    ]
    return measure_exposure(question, kept[1:], kept[0])
