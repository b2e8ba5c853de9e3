"""What is kept of a project's newest run and of its runs as of past dates."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from owned_audiences.binning import Floats
from owned_audiences.exposure_terms import EXPORT, SEED_SET, SUPPRESSION, TIERS
from owned_audiences.past_runs import PACKAGE, PastRuns

MAX_PEOPLE = 20_000
# What a platform may know already: how recently, how long and how often somebody was active.
KNOWN = (
    *("days_since_last_interaction", "tenure_days", "active_days"),
    *("interactions", "interactions_30d", "interactions_90d"),
)
# Names in braces are models of the package, int_ ones without their prefix.
OF_NEWEST = f"""
    drop schema if exists upload_exposure cascade;
    create schema upload_exposure;
    create table upload_exposure.people as
        select person_key, person_id from {{persons}}
        inner join {{owned_audiences__person_profile}} using (person_id)
        where may_be_scored
        order by md5(person_id), person_id limit $max_people;
    create table upload_exposure.activity as
        select person_id, interaction_type, topic, day, attributable_on
        from {{person_activity}}
        inner join upload_exposure.people using (person_key)
        inner join {{category_keys}} using (dimension_key)
        where not is_contact;
    create table upload_exposure.known
        (as_of date, person_id text, {", ".join(f"{name} double" for name in KNOWN)});
    create table upload_exposure.sent
        (as_of date, audience text, shape text, person_id text, value text);
"""
OF_PAST = f"""
    insert into upload_exposure.known
    select date '$as_of', person_id, {", ".join(f"coalesce({name}, 0)" for name in KNOWN)}
    from {{current_observations}} as observations
    inner join upload_exposure.people using (person_id)
    left join {{recent_counts}} as counts on observations.person_key = counts.person_key;

    insert into upload_exposure.sent
    select date '$as_of', rows.*
    from (
        select audience, '{TIERS}', person_id, tier from {{segments}}
        where tier != 'rest' and not is_suppressed
        union all
        select audience, '{SUPPRESSION}', person_id, '' from {{suppressions}}
        union all
        select distinct audience, '{SEED_SET}', person_id, ''
        from {{person_actions}} inner join {{persons}} using (person_key)
        where attributable_on < date '$as_of'
        union all
        select audience, '{SEED_SET}', user_id, '' from {{seed_set_members}}
        where seeded_on < date '$as_of'
        union all
        select audience, '{EXPORT}' || export, person_id, visible_key
        from {{export_rows}} inner join {{export_counts}} using (export)
        where not is_stopped
        union all
        -- which exports there are, whether or not they send anybody
        select audience, '{EXPORT}' || export, null, null from {{export_counts}}
    ) as rows(audience, shape, person_id, value)
    where person_id is null or person_id in (select person_id from upload_exposure.people);
"""


class History:
    """Tables in a schema of their own in the copy, which outlive the runs that they were read from.

    Parameters
    ----------
    runs : of the project, of which none has been run yet
    max_people : a larger population is sampled, by md5 of the ids
    """

    def __init__(self, runs: PastRuns, max_people: int = MAX_PEOPLE) -> None:
        self._runs = runs
        self.query(OF_NEWEST.replace("$max_people", str(max_people)))

    def run(self, as_of: dt.date) -> None:
        """Run the project as of a past date, and keep what it would have sent, and of whom."""
        self._runs.run(as_of)
        self.query(OF_PAST.replace("$as_of", as_of.isoformat()))

    def first_day(self) -> dt.date | None:
        """Find the first day with activity."""
        ((day,),) = self.query("select min(day) from upload_exposure.activity")
        found: dt.date | None = day
        return found

    def known(self, as_of: dt.date) -> list[Any]:
        """List people as of a date, by id, with the numbers named in `KNOWN`."""
        return self.query(
            "select * exclude (as_of) from upload_exposure.known "
            "where as_of = ? order by person_id",
            [as_of],
        )

    def sent(self, as_of: dt.date, audience: str, shape: str) -> list[Any]:
        """List the people on a list as of a date, with what it says of them in clear."""
        return self.query(
            "select person_id, value from upload_exposure.sent "
            "where as_of = ? and audience = ? and shape = ?",
            [as_of, audience, shape],
        )

    def exported(self, audience: str) -> list[Any]:
        """List the exports of an audience with all that they said in clear, the commonest first."""
        return self.query(
            "select shape, value from upload_exposure.sent "
            "where audience = ? and starts_with(shape, ?) "
            "group by shape, value order by shape, count(*) desc, value",
            [audience, EXPORT],
        )

    def first_days(self, interaction_type: str, known_before: dt.date) -> list[Any]:
        """List people and topics with the day on which each person first did a type of it."""
        return self.query(
            "select person_id, topic, min(day) from upload_exposure.activity "
            "where interaction_type = ? and topic is not null and attributable_on < ? group by all",
            [interaction_type, known_before],
        )

    def recent_topics(self, interaction_type: str, as_of: dt.date, days: int) -> list[Any]:
        """List people and the topics of which they did a type in the last days before a date."""
        return self.query(
            "select distinct person_id, topic from upload_exposure.activity "
            "where interaction_type = ? and attributable_on < ? and day >= ?",
            [interaction_type, as_of, as_of - dt.timedelta(days)],
        )

    def query(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run SQL in which names in braces are models of the package, and fetch its rows."""
        named = re.sub(
            r"\{(\w+)\}",
            lambda found: self._runs.relation(
                found[1] if PACKAGE in found[1] else f"int_{PACKAGE}__{found[1]}"
            ),
            query,
        )
        with self._runs.connect() as connection:
            rows: list[Any] = connection.execute(named, list(values)).fetchall()
        return rows


def lay_out(
    rows: Sequence[Any], people: Sequence[str], columns: Sequence[str], empty: float
) -> Floats:
    """Lay out rows of person_id, column and number, shape (people, columns).

    Rows of other people and columns are left out.
    """
    row_of = {person: i for i, person in enumerate(people)}
    column_of = {column: j for j, column in enumerate(columns)}
    laid = np.full((len(people), len(columns)), empty)
    for person, column, number in rows:
        if person in row_of and column in column_of:
            laid[row_of[person], column_of[column]] = number
    return laid
