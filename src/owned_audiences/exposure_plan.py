"""What is asked of an audience's lists: as of which dates, and about which rival topics."""

import datetime as dt
import difflib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from owned_audiences.exposure_history import History
from owned_audiences.exposure_terms import Question
from owned_audiences.past_runs import SEED_SET_HORIZON_DAYS

STEPS = 5  # the tested date and four before it
RIVAL_TOPICS, LISTED_TOPICS = 10, 25


@dataclass(frozen=True)
class Plan:
    """What is asked, the dates, the tested one first, and the topics and tiers that have lists."""

    question: Question
    dates: tuple[dt.date, ...]
    listed_topics: tuple[str, ...]
    tiers: tuple[str, ...]


def check_name(what: str, name: str, known: Sequence[str]) -> None:
    """Raise a ValueError with the nearest one where there is none of a name."""
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0) or ["none"]
        raise ValueError(f"There is no {what} {name!r}; the nearest is {near[0]!r}.")


def plan_of(history: History, name: str, as_of: dt.date | None, wanted: Sequence[str]) -> Plan:
    """Plan what is asked of an audience, see `exposure_lists.expose`."""
    ((newest, horizon, gap, tiers, undated),) = history.query(
        f"""
        select
            as_of, coalesce(horizon_days, {SEED_SET_HORIZON_DAYS}), coalesce(gap_days, 0), tiers,
            audience in (
                select audience from {{seed_set_members}} where seeded_on is null and is_matched
            )
        from {{audiences}} where audience = ?
        """,
        [name],
    )
    if undated:
        raise ValueError(
            f"Audience {name!r}: its list has members without seeded_at, who are on it as of now, "
            "so that no past list is known."
        )
    dates = _dates(history, name, newest, dt.timedelta(horizon + gap), as_of)
    interaction_type, own = _own_topics(history, name)
    new, doers = Counter[str](), Counter[str]()
    for _, topic, day in history.first_days(interaction_type, dates[0]):
        new[topic] += day >= dates[1]
        doers[topic] += day < dates[-1]
    by_new, by_doers = (
        sorted(counts, key=lambda topic: (-counts[topic], topic)) for counts in (new, doers)
    )
    for topic in wanted:
        check_name("topic", topic, by_new)
    rivals = wanted or [topic for topic in by_new if topic not in own][:RIVAL_TOPICS]
    shares: dict[str, float] = json.loads(tiers)
    return Plan(
        Question(name, interaction_type, tuple(rivals), horizon),
        dates,
        tuple(by_doers[:LISTED_TOPICS]),
        tuple(sorted(shares, key=lambda tier: shares[tier])),
    )


def _dates(
    history: History, name: str, newest: dt.date, span: dt.timedelta, as_of: dt.date | None
) -> tuple[dt.date, ...]:
    """List the tested date and earlier ones whose windows do not overlap, the newest first."""
    latest = newest - span
    tested = as_of or latest
    if tested > latest:
        raise ValueError(
            f"Audience {name!r}: what happened in the {span.days} days after {tested} "
            f"is not known yet; the newest date that can be tested is {latest}."
        )
    first_day = history.first_day()
    earliest = (first_day or newest) + dt.timedelta(min(30, span.days))
    found = [tested - k * span for k in range(STEPS) if tested - k * span >= earliest]
    if len(found) < 2:
        raise ValueError(
            f"Audience {name!r}: too little history before {tested}: activity begins "
            f"on {first_day}, and a receiver needs a window of {span.days} days."
        )
    return tuple(found)


def _own_topics(history: History, name: str) -> tuple[str, list[str]]:
    """Find the type whose topics are asked about, and those that the desired action is about.

    The type is that of the desired action; where that has no topics, the one with most. The action
    is about a topic where it is most of what is done of it.
    """
    rows = history.query(
        """
        with acted as (
            select dimension_key, sum(actions) as actions from {desired_actions}
            where audience = ? group by dimension_key
        ),
        done as (
            select dimension_key, sum(interactions) as interactions from {daily_activity}
            group by dimension_key
        )
        select interaction_type, topic, coalesce(sum(actions), 0), sum(interactions)
        from done
        inner join {category_keys} using (dimension_key)
        left join acted using (dimension_key)
        where topic is not null and not is_contact
        group by interaction_type, topic order by interaction_type, topic
        """,
        [name],
    )
    if not rows:
        raise ValueError("No interaction has a topic, so there are no rival topics.")
    size = {row[0]: (0, 0) for row in rows}
    for name, _, acted, _ in rows:
        size[name] = (size[name][0] + acted, size[name][1] + 1)
    chosen = max(size, key=lambda name: size[name])
    own = [topic for name, topic, acted, done in rows if name == chosen and acted > done / 2]
    # an action that is all of a type, as any purchase is, is about no topic of it
    return chosen, own if len(own) < size[chosen][1] else []
