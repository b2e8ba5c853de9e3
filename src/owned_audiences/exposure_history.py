"""People of a DuckDB warehouse as of past dates, for what a list gives away."""

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.points import Ints
from owned_audiences.type_facts import type_facts

RIVAL_TOPICS = 10
MODEL_TOPICS = 50  # of the brand's own model, as the package's models have
MAX_PEOPLE = 20_000
STEPS = 5  # the tested date and four before it
SEED_SET_HORIZON_DAYS = 30

# What a platform may know already: how recently and how often somebody was active.
KNOWN = ("recency", "tenure", "active_days", "active_days_30", "active_days_90", "interactions_90")


@dataclass(frozen=True)
class AudienceSettings:
    """An audience as it is configured; `newest` is the as_of of the last run."""

    name: str
    is_seed_set: bool
    desired_action: str | None
    is_absent: bool
    eligible: str
    horizon_days: int
    gap_days: int
    cooldown_days: int
    tiers: str
    newest: dt.date


@dataclass(frozen=True)
class Facts:
    """People as of a date, by what was known before it.

    Attributes
    ----------
    as_of : date
    person : positions among the sampled people, increasing, shape (n,)
    known : `KNOWN`, shape (n, 6)
    actions : days since the desired action (0: never), how often, how often in 90 days, (n, 3)
    is_eligible : for the audience, shape (n,)
    """

    as_of: dt.date
    person: Ints
    known: Floats
    actions: Floats
    is_eligible: NDArray[np.bool_]


class History:
    """Reads a warehouse that the package has built; it writes only temporary tables.

    What a reader of the results should know is in `notes`.

    Parameters
    ----------
    connection : of DuckDB, may be read-only
    schema : of the package's tables; by default the one that holds them
    max_people : a larger population is sampled, by md5 of the ids

    Raises
    ------
    ValueError
        When the package's tables are not there, or in more than one schema.
    """

    def __init__(
        self, connection: Any, schema: str | None = None, max_people: int = MAX_PEOPLE
    ) -> None:
        self.connection = connection
        self.notes: list[str] = []
        self._run("set enable_progress_bar = false")
        self.schema = schema or self._find_schema()
        # a yes counts only where consents are used at all
        self._run(
            f"""
            create or replace temp table exposure_people as
            select (row_number() over (order by person_id))::integer - 1 as position, *
            from (
                select person_key, person_id from {self._table("persons")}
                where
                    not exists (select 1 from {self._table("consents")})
                    or person_key in (
                        select person_key from {self._table("consents")} where purpose = 'scoring'
                    )
                order by md5(person_id), person_id limit {max_people}
            )
            """
        )
        self._run(
            f"""
            create or replace temp table exposure_activity as
            select
                people.position, activity.day, activity.attributable_on, activity.interactions,
                activity.value, dimensions.interaction_type, dimensions.topic
            from {self._table("person_activity")} as activity
            inner join exposure_people as people on activity.person_key = people.person_key
            inner join {self._table("category_keys")} as dimensions
                on activity.dimension_key = dimensions.dimension_key
            where not dimensions.is_contact
            """
        )
        ids = self._columns("select person_id from exposure_people order by position")
        self.person_id: NDArray[np.str_] = np.array(ids["person_id"], dtype=np.str_)
        (self.first_day,) = self._run("select min(day) from exposure_activity").fetchone()
        if self.first_day is None:
            raise ValueError("The warehouse holds no activity of anybody.")

    def audiences(self, names: Sequence[str] = ()) -> list[AudienceSettings]:
        """Read the configured audiences, or those that are named."""
        rows = self._run(
            f"""
            select
                audience, audience_type = 'seed_set', desired_action, is_absent, eligible,
                coalesce(horizon_days, {SEED_SET_HORIZON_DAYS}), coalesce(gap_days, 0),
                coalesce(cooldown_days, 0), tiers, as_of
            from {self._table("audiences")} order by audience
            """
        ).fetchall()
        known = {row[0]: AudienceSettings(*row) for row in rows}
        for name in names:
            if name not in known:
                raise ValueError(_unknown("audience", name, sorted(known)))
        return [known[name] for name in names or known]

    def dates(self, audience: AudienceSettings, as_of: dt.date | None) -> list[dt.date]:
        """List the tested date and earlier ones whose windows do not overlap, the newest first."""
        span = dt.timedelta(audience.gap_days + audience.horizon_days)
        latest = audience.newest - span
        tested = as_of or latest
        if tested > latest:
            raise ValueError(
                f"Audience {audience.name!r}: what happened in the {span.days} days after {tested} "
                f"is not known yet; the newest date that can be tested is {latest}."
            )
        earliest = self.first_day + dt.timedelta(min(30, span.days))
        found = [tested - k * span for k in range(STEPS) if tested - k * span >= earliest]
        if len(found) < 2:
            raise ValueError(
                f"Audience {audience.name!r}: too little history before {tested}: activity begins "
                f"on {self.first_day}, and a receiver needs a window of {span.days} days."
            )
        return found

    def interaction_type(self, audience: AudienceSettings) -> str:
        """Find the type of the desired action; where it has no topics, the one with most."""
        topics = f"from {self._table('category_keys')} where topic is not null and not is_contact"
        rows = self._run(
            f"select interaction_type, count(distinct topic) as n {topics} "
            "group by interaction_type order by n desc, interaction_type"
        ).fetchall()
        if not rows:
            raise ValueError("No interaction has a topic, so there are no rival topics.")
        acting = {row[0] for row in self._acting_categories(audience) if row[1] is not None}
        return str(next((name for name, _ in rows if name in acting), rows[0][0]))

    def rival_topics(
        self, audience: AudienceSettings, interaction_type: str, wanted: Sequence[str], dates: Any
    ) -> tuple[str, ...]:
        """Choose the topics with most first-time doers in the window before the tested date.

        Topics that the desired action is about are no rivals. `wanted` are taken as they are.
        """
        rows = self._run(
            """
            with first_days as (
                select topic, position, min(day) as day from exposure_activity
                where interaction_type = ? and topic is not null and attributable_on < ?
                group by topic, position
            )
            select topic, count(*) filter (where day >= ?) as n from first_days
            group by topic order by n desc, topic
            """,
            [interaction_type, dates[0], dates[1]],
        ).fetchall()
        known = [row[0] for row in rows]
        for topic in wanted:
            if topic not in known:
                raise ValueError(_unknown("topic", topic, known))
        acting = {topic for name, topic in self._acting_categories(audience)}
        own = acting if not acting.issuperset(known) else set()
        return tuple(wanted) or tuple([one for one in known if one not in own][:RIVAL_TOPICS])

    def facts(self, audience: AudienceSettings, as_of: dt.date) -> Facts:
        """Read who was known before a date, and how active they were."""
        types = self._run("select distinct interaction_type from exposure_activity").fetchall()
        named = type_facts(audience.eligible, [row[0] for row in types], f"date '{as_of}'")
        self._run(
            f"""
            create or replace temp table exposure_facts as
            with activity as (
                select
                    {"".join(f"{column}, " for column in named)}
                    position,
                    min(day) as first_day,
                    max(day) as last_day,
                    date '{as_of}' - max(day) as days_since_last_interaction,
                    date '{as_of}' - min(day) as tenure_days,
                    cast(sum(interactions) as bigint) as interactions,
                    sum(value) as value,
                    count(distinct day) as active_days,
                    count(distinct day) filter (where day >= date '{as_of}' - 30)
                        as active_days_30,
                    count(distinct day) filter (where day >= date '{as_of}' - 90)
                        as active_days_90,
                    coalesce(sum(interactions) filter (where day >= date '{as_of}' - 90), 0)
                        as interactions_90
                from exposure_activity where attributable_on < date '{as_of}' group by position
            ),
            actions as (
                select
                    people.position,
                    date '{as_of}' - max(day) as days_since_desired_action,
                    sum(actions) as actions,
                    sum(actions) filter (where day >= date '{as_of}' - 90) as actions_90
                from {self._table("person_actions")} as person_actions
                inner join exposure_people as people
                    on person_actions.person_key = people.person_key
                where audience = ? and attributable_on < date '{as_of}'
                group by people.position
            )
            select activity.*, actions.* exclude (position)
            from activity left join actions on activity.position = actions.position
            """,
            [audience.name],
        )
        got = self._columns(
            f"""
            select
                position, days_since_last_interaction, tenure_days, active_days, active_days_30,
                active_days_90, interactions_90, coalesce(days_since_desired_action, 0) as since,
                coalesce(actions, 0) as actions, coalesce(actions_90, 0) as actions_90,
                coalesce({self._eligible(audience)}, false) as is_eligible
            from exposure_facts order by position
            """
        )
        numbers = [np.asarray(got[name], float) for name in list(got)[1:-1]]
        return Facts(
            as_of,
            np.asarray(got["position"], int),
            np.column_stack(numbers[: len(KNOWN)]),
            np.column_stack(numbers[len(KNOWN) :]),
            np.asarray(got["is_eligible"], bool),
        )

    def common_topics(self, interaction_type: str, before: dt.date) -> tuple[str, ...]:
        """List the topics that most people did before a date."""
        rows = self._run(
            "select topic, count(distinct position) as n from exposure_activity "
            "where interaction_type = ? and topic is not null and attributable_on < ? "
            f"group by topic order by n desc, topic limit {MODEL_TOPICS}",
            [interaction_type, before],
        ).fetchall()
        return tuple(row[0] for row in rows)

    def topic_days(
        self, facts: Facts, interaction_type: str, topics: tuple[str, ...], days: int | None = None
    ) -> Floats:
        """Count active days by topic, of all time or the last days, shape (n, topics)."""
        got = self._columns(
            "select position, topic, count(distinct day) as n from exposure_activity "
            "where interaction_type = ? and attributable_on < ? and day >= ? "
            "and list_contains(?, topic) group by position, topic",
            [
                interaction_type,
                facts.as_of,
                facts.as_of - dt.timedelta(days) if days else self.first_day,
                list(topics),
            ],
        )
        return self._spread(facts, topics, got, np.asarray(got["n"], float), 0.0)

    def first_topic_days(
        self, facts: Facts, interaction_type: str, topics: tuple[str, ...], known_before: dt.date
    ) -> Floats:
        """Days from the date to the first time of each topic, see `Snapshot.first_day`."""
        got = self._columns(
            f"select position, topic, min(day) - date '{facts.as_of}' as days "
            "from exposure_activity where interaction_type = ? and attributable_on < ? "
            "and list_contains(?, topic) group by position, topic",
            [interaction_type, known_before, list(topics)],
        )
        return self._spread(facts, topics, got, np.asarray(got["days"], float), np.inf)

    def has_acted(
        self, audience: AudienceSettings, facts: Facts, start: dt.date, end: dt.date, known: dt.date
    ) -> NDArray[np.bool_]:
        """Whether people did the desired action from a day until before another, as known then."""
        got = self._columns(
            "select distinct people.position "
            f"from {self._table('person_actions')} as actions "
            "inner join exposure_people as people on actions.person_key = people.person_key "
            "where audience = ? and day >= ? and day < ? and attributable_on < ?",
            [audience.name, start, end, known],
        )
        return np.isin(facts.person, np.asarray(got["position"], int))

    def is_member(self, audience: AudienceSettings, facts: Facts) -> NDArray[np.bool_]:
        """Whether people stood on the audience's own list before the date."""
        got = self._columns(
            "select distinct people.position "
            f"from {self._table('seed_set_members')} as members "
            "inner join exposure_people as people on members.person_key = people.person_key "
            "where audience = ? and seeded_on < ?",
            [audience.name, facts.as_of],
        )
        return np.isin(facts.person, np.asarray(got["position"], int))

    def _eligible(self, audience: AudienceSettings) -> str:
        """Take the condition where it names facts alone that are known at any past date."""
        import duckdb

        try:
            self._run(f"select 1 from exposure_facts where {audience.eligible} limit 0")
        except duckdb.BinderException:
            note = (
                f"Audience {audience.name!r}: eligible names what is not known here as of past "
                "dates, so everyone counts as eligible."
            )
            self.notes += [note] if note not in self.notes else []
            return "true"
        return audience.eligible

    def _spread(
        self, facts: Facts, topics: tuple[str, ...], got: Any, values: Floats, empty: float
    ) -> Floats:
        """Lay rows of position and topic out as a matrix of people and topics."""
        column = {topic: j for j, topic in enumerate(topics)}
        wide = np.full((len(self.person_id), len(topics)), empty)
        wide[np.asarray(got["position"], int), [column[topic] for topic in got["topic"]]] = values
        spread: Floats = wide[facts.person]
        return spread

    def _acting_categories(self, audience: AudienceSettings) -> list[tuple[str, str | None]]:
        """Types and topics that the desired action may be of, by what is known of a category."""
        import duckdb

        if audience.desired_action is None:
            return []
        try:
            rows = self._run(
                f"""
                select distinct interaction_type, topic
                from (
                    select
                        interaction_type, channel, topic, cast(null as double) as value,
                        cast(null as timestamp) as occurred_at
                    from {self._table("category_keys")}
                )
                where {audience.desired_action}
                """
            ).fetchall()
        except duckdb.Error:  # a condition on what an interaction alone has
            return []
        return [(str(name), topic) for name, topic in rows]

    def _find_schema(self) -> str:
        rows = self._run(
            "select distinct table_schema from information_schema.tables "
            "where table_name = 'int_owned_audiences__category_keys' order by 1"
        ).fetchall()
        if len(rows) == 1:
            return str(rows[0][0])
        if rows:
            names = ", ".join(row[0] for row in rows)
            raise ValueError(f"Name one of these schemas with --schema: {names}.")
        raise ValueError("The database holds no tables of owned_audiences: build them first.")

    def _table(self, name: str) -> str:
        schema = self.schema.replace('"', '""')
        return f'"{schema}".int_owned_audiences__{name}'

    def _run(self, query: str, values: Sequence[Any] = ()) -> Any:
        return self.connection.execute(query, list(values))

    def _columns(self, query: str, values: Sequence[Any] = ()) -> dict[str, Any]:
        return dict(self._run(query, values).fetchnumpy())


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0) or ["none"]
    return f"There is no {what} {name!r}; the nearest is {near[0]!r}."
