"""The contact list: who is on it, when, and what a mail that was sent does to it."""

import datetime as dt
from collections import Counter

import pytest

from project import AUDIENCE, RAW, TEA, copy

BUDGET = 4
RULES = {
    "priority": ["tea_buyers"],
    "caps": [{"contacts": 1, "days": 7}],
    "quiet_days": ["Sunday"],
    "channels": {"web": {"budget": BUDGET}},
}
LIST = "select person_id, audience, next_on, channel from owned_audiences__contact_list"
EXCLUDED = "select {} from owned_audiences__contact_exclusions where exclusion_reason = '{}'"


@pytest.fixture(scope="module")
def built(make_project, simulated):
    """Two of three people of a tier had a mail one to seven days before as_of."""
    project = make_project(
        AUDIENCE,
        TEA,
        contact_types=["mail"],
        contact_rules=RULES,
        as_of=simulated.as_of.isoformat(),
    )
    project.load(
        f"""
        {RAW}
        union all by name
        select
            'sent-' || user_id as interaction_id, user_id, 'mail' as interaction_type,
            date '{simulated.as_of}' - cast(substr(user_id, 2) as integer) % 10 as occurred_at,
            'mail' as channel
        from (select distinct user_id from rows where user_id is not null)
        where cast(substr(user_id, 2) as integer) % 10 between 3 and 7
        """,
        rows=simulated.known,
    )
    project.build()
    return project


def listed(project):
    return {person: rest for person, *rest in project.read(LIST)}


def test_everybody_in_a_tier_is_listed_once_or_excluded(built):
    in_a_tier = {
        person
        for (person,) in built.read(
            "select distinct person_id from owned_audiences__segments where tier != 'rest'"
        )
    }
    excluded = {
        p for (p,) in built.read("select person_id from owned_audiences__contact_exclusions")
    }
    assert len(built.read(LIST)) == len(listed(built)) > BUDGET
    assert set(listed(built)) | excluded == in_a_tier
    assert not set(listed(built)) & excluded


def test_who_had_a_mail_in_the_seven_days_is_excluded_until_they_end(built, simulated):
    mailed = dict(
        built.read(
            f"""
            select user_id, max(cast(occurred_at as date)) from raw.interactions
            where interaction_type = 'mail' and occurred_at < date '{simulated.as_of}'
            group by user_id having max(occurred_at) >= date '{simulated.as_of}' - 6
            """
        )
    )
    capped = dict(built.read(EXCLUDED.format("person_id, excluded_until", "cap reached")))
    assert capped
    assert capped == {person: mailed[person] + dt.timedelta(days=6) for person in capped}
    assert not set(listed(built)) & set(mailed)
    details = built.read(EXCLUDED.format("distinct detail", "cap reached"))
    assert details == [("1 in 7 days",)]


def test_the_date_is_that_of_the_plan_and_never_quiet(built, simulated):
    rows = built.read(
        "select next_on, plan.weekday, contact_list.channel"
        " from owned_audiences__contact_list as contact_list"
        " inner join owned_audiences__engagement_plan as plan using (person_id, audience)"
    )
    assert len(rows) == len(listed(built))
    per_day = Counter((f"{next_on:%A}", channel) for next_on, _, channel in rows)
    moved = 0
    for next_on, weekday, channel in rows:
        assert 0 <= (next_on - simulated.as_of).days < 7
        own = "Monday" if weekday == "Sunday" else weekday
        if f"{next_on:%A}" != own:  # their own day is full
            assert per_day[own, channel] == BUDGET
            moved += channel == "web"
    assert 0 < moved < len(rows)


def test_the_audience_of_the_priority_wins(built):
    planned = built.read("select person_id, audience from owned_audiences__engagement_plan")
    tea = {person for person, audience in planned if audience == "tea_buyers"}
    both = {person for person, audience in planned if audience == "buyers"} & tea
    assert both & set(listed(built))
    assert {p for p, row in listed(built).items() if row[0] == "tea_buyers"} == tea & set(
        listed(built)
    )


def test_a_budget_takes_so_many_a_day(built, simulated):
    per_day = Counter((row[1], row[2]) for row in listed(built).values() if row[2] == "web")
    assert max(per_day.values()) == BUDGET
    over = built.read(
        EXCLUDED.format("distinct detail, excluded_until", "over the channel''s budget")
    )
    assert over == [(f"web takes {BUDGET} a day", simulated.as_of + dt.timedelta(days=6))]
    assert set(per_day.values()) == {BUDGET}
    assert len(per_day) == 6  # all dates but the Sunday are full


def test_a_mail_that_was_sent_takes_the_person_off_and_one_to_come_does_not(
    built, simulated, tmp_path_factory
):
    first, second = sorted(listed(built))[:2]
    project = copy(built, tmp_path_factory)
    with project.connect() as connection:
        for person, days in ((first, 1), (second, -1)):
            connection.execute(
                "insert into raw.interactions by name select 'new-' || ? as interaction_id,"
                " ? as user_id, ? as occurred_at, 'mail' as interaction_type, 'mail' as channel",
                [person, person, simulated.as_of - dt.timedelta(days=days)],
            )
    project.build_untested()
    assert first not in listed(project)
    assert second in listed(project)
    ends = dict(project.read(EXCLUDED.format("person_id, excluded_until", "cap reached")))
    assert ends[first] == simulated.as_of + dt.timedelta(days=5)
