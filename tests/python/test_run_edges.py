"""Builds on data at the edge of what there is: each succeeds and says something sensible."""

import datetime as dt

import pyarrow as pa
import pytest

from project import ACCEPT, AUDIENCE, copy, interaction

FIRST = dt.date(2024, 1, 1)
EMPTY = pa.schema(
    [
        ("interaction_id", pa.string()),
        ("user_id", pa.string()),
        ("occurred_at", pa.timestamp("us")),
        ("interaction_type", pa.string()),
    ]
)
BRITTLE = [
    "it's",
    'a "quoted" one',
    "line\nbreak",
    "🛒 emoji",
    "<script>alert(1)</script>",
    "'; drop table raw.interactions; --",
    "{{ 1 / 0 }} {bin} {subject}",
    "back\\slash",
    "x" * 5000,
    "null",
    " ",
    "100%_like",
]


def day(number):
    return FIRST + dt.timedelta(days=number)


def many_people(people=60, days=200, kinds=("view", "cart", "purchase")):
    """Rows in which the later a person's number, the more they do, and the last kind is rarer."""
    rows = []
    for person in range(people):
        for number in range(person % 7, days, 3 + person % 11):
            kind = kinds[(number + person) % len(kinds)]
            rows.append(interaction(f"{person}-{number}", f"u{person}", day(number), kind))
    return rows


def statuses(project):
    return dict(
        project.read(
            "select audience, status from owned_audiences__propensity_models where is_current"
        )
    )


@pytest.fixture(scope="module")
def without_interactions(make_project):
    project = make_project(AUDIENCE)
    project.load("select * from given", given=EMPTY.empty_table())
    project.build()
    return project


def test_no_interactions_give_no_segments(without_interactions, tmp_path_factory):
    again = copy(without_interactions, tmp_path_factory)
    again.build()
    for project in (without_interactions, again):
        for table in ("segments", "segment_events", "propensity_scores", "audience_sizes"):
            assert project.contents(f"owned_audiences__{table}") == []


def test_interactions_may_come_after_a_build_without_any(without_interactions, tmp_path_factory):
    project = copy(without_interactions, tmp_path_factory)
    project.load_rows(many_people(people=10, days=30))
    project.build()
    assert project.one("select count(*) from owned_audiences__segments") == 10
    assert (
        project.one("select count(*) from owned_audiences__segment_events where as_of is null") == 0
    )


def test_interactions_that_have_all_gone_leave_nobody_in_a_segment(make_project):
    project = make_project(AUDIENCE)
    project.load_rows(many_people(people=10, days=30))
    project.build()
    project.load("select * from given", given=EMPTY.empty_table())
    project.build(*ACCEPT)
    assert project.contents("owned_audiences__segments") == []
    assert project.contents("int_owned_audiences__daily_activity") == []


def test_without_audiences_activity_is_built_and_no_segments(make_project):
    project = make_project()
    project.load_rows(many_people(people=5, days=30))
    project.build()
    assert project.contents("owned_audiences__segments") == []
    assert project.one("select count(*) from int_owned_audiences__identifiers") == 5


def test_one_person_is_not_scored(make_project):
    project = make_project(AUDIENCE)
    project.load_rows([interaction(1, "u1", day(0)), interaction(2, "u1", day(90), "purchase")])
    project.build()
    assert statuses(project) == {"buyers": "too_few_positives"}
    assert project.read(
        "select person_id, tier, propensity, is_suppressed from owned_audiences__segments"
    ) == [("u1", None, None, True)]
    assert project.contents("owned_audiences__segment_events") == []


def test_one_day_of_history_is_too_few(make_project):
    project = make_project(AUDIENCE)
    project.load_rows(
        [interaction(k, f"u{k % 40}", FIRST, ["view", "purchase"][k % 2]) for k in range(80)]
    )
    project.build()
    assert statuses(project) == {"buyers": "too_few_positives"}
    assert project.one("select count(*) from owned_audiences__segments") == 40


@pytest.mark.parametrize(("kinds", "what"), [(("view", "cart"), "0 of"), (("purchase",), "All ")])
def test_where_nobody_or_everybody_acts_nothing_is_learned(make_project, kinds, what):
    everybody = {**AUDIENCE, "horizon_days": 40}
    project = make_project(everybody)
    project.load_rows(many_people(kinds=kinds))
    project.build()
    ((status, reason),) = project.read(
        "select status, status_reason from owned_audiences__propensity_models"
    )
    assert status == "too_few_positives"
    assert what in reason
    assert project.read("select distinct tier from owned_audiences__segments") == [(None,)]


def test_five_positives_are_too_few_and_the_count_is_said(make_project):
    project = make_project(AUDIENCE)
    rows = many_people(kinds=("view", "cart"))
    # within the label windows of the cut-offs, each person once
    rows += [interaction(f"p{k}", f"u{k}", day(150 + k), "purchase") for k in range(5)]
    project.load_rows(rows)
    project.build()
    ((status, reason, positives),) = project.read(
        "select status, status_reason, positives from owned_audiences__propensity_models"
    )
    assert (status, positives) == ("too_few_positives", 5)
    assert "5 of" in reason


def test_an_audience_nobody_is_eligible_for_has_no_rows_and_harms_no_other(make_project):
    nobody = {**AUDIENCE, "name": "nobody", "eligible": "tenure_days > 100000"}
    project = make_project(nobody, AUDIENCE)
    project.load_rows(many_people())
    project.build()
    assert project.read("select distinct audience from owned_audiences__segments") == [("buyers",)]
    assert statuses(project)["nobody"] == "too_few_positives"


def test_brittle_text_comes_through_as_it_is(make_project):
    """As ids, types, channels and topics, in a model that uses them, and in its reasons."""
    audience = {**AUDIENCE, "desired_action": "interaction_type = 'it''s' and topic != '\"'"}
    project = make_project(audience, contact_types=["a 'mail'", "<b>"])
    rows = []
    for row in many_people(people=80):
        person, number = map(int, row["interaction_id"][1:].split("-"))
        text = BRITTLE[(person + number) % len(BRITTLE)]
        user = f"{BRITTLE[person % len(BRITTLE)]}{person}"
        row |= {"interaction_id": f"{text}{row['interaction_id']}", "user_id": user}
        row |= {"channel": text, "topic": BRITTLE[person % len(BRITTLE)]}
        rows.append(row | {"interaction_type": BRITTLE[number % len(BRITTLE)]})
    rows.append(interaction("mail", rows[0]["user_id"], day(3), "a 'mail'"))
    project.load_rows(rows)
    project.build()
    for column in ("interaction_type", "channel", "topic"):
        found = project.read(
            f"select distinct {column} from int_owned_audiences__interaction_dimensions"
            f" where {column} != 'a ''mail''' and {column} != 'web'"
        )
        assert {text for (text,) in found} == set(BRITTLE)
    people = {
        person for (person,) in project.read("select person_id from owned_audiences__segments")
    }
    assert people == {row["user_id"] for row in rows}
    assert statuses(project)["buyers"] in ("scorecard", "baseline", "no_signal")
    assert project.one("select count(*) from raw.interactions") == len(rows)


def test_ids_that_differ_by_case_or_space_are_different_people(make_project):
    project = make_project(AUDIENCE)
    people = ["anna", "Anna", "anna ", " anna", "ANNA", "änna", "anna\u200b"]
    project.load_rows([interaction(k, who, day(k)) for k, who in enumerate(people)])
    project.build()
    assert sorted(
        project.read("select person_id, interactions from owned_audiences__person_profile")
    ) == sorted((who, 1) for who in people)


BROKEN = {
    "no id": ({"interaction_id": None}, "no interaction_id"),
    "empty id": ({"interaction_id": ""}, "no interaction_id"),
    "nobody": ({"user_id": None}, "neither user_id nor anonymous_id"),
    "empty user": ({"user_id": ""}, "neither user_id nor anonymous_id"),
    "no type": ({"interaction_type": None}, "no interaction_type"),
    "no time": ({"occurred_at": None}, "no occurred_at"),
    "no such time": ({"occurred_at": "yesterday"}, "occurred_at is not a time"),
    "no such day": ({"occurred_at": "2024-02-30"}, "occurred_at is not a time"),
    "epoch": ({"occurred_at": "1970-01-01"}, "occurred_at is before 1990"),
    "future": ({"occurred_at": "2999-01-01"}, "occurred_at is in the future"),
    "infinite time": ({"occurred_at": "infinity"}, "occurred_at is not a time"),
    "not received": ({"received_at": "soon"}, "received_at is not a time"),
    "received later": ({"received_at": "2999-01-01"}, "received_at is in the future"),
    "no number": ({"value": "many"}, "value is not a number"),
    "not a number": ({"value": "nan"}, "value is not finite"),
    "infinite": ({"value": "-inf"}, "value is not finite"),
    "too large": ({"value": "1e15"}, "value is too large"),
}


def test_every_broken_row_is_kept_with_its_reason(make_project):
    project = make_project(AUDIENCE)
    rows = many_people(people=3, days=20)
    broken = []
    for k, (changed, _) in enumerate(BROKEN.values()):
        broken.append(
            interaction(f"broken{k:02}", f"u{k}", day(5)) | {"topic": f"{k:02}"} | changed
        )
    both = interaction("two", "u1", "1970-01-01", None, value="many", topic="99")
    project.load_rows([*rows, *broken, both])
    project.build()
    found = dict(project.read("select topic, reasons from owned_audiences__rejected_interactions"))
    expected = {f"{k:02}": reason for k, (_, reason) in enumerate(BROKEN.values())}
    reasons = set(found.pop("99").split("; "))
    assert reasons == {"no interaction_type", "occurred_at is before 1990", "value is not a number"}
    assert found == expected
    assert project.one("select count(*) from int_owned_audiences__interactions") == len(rows)
    assert project.one("select max(as_of) from owned_audiences__audiences") == day(19)
    original = project.read(
        "select occurred_at, value from owned_audiences__rejected_interactions"
        " where topic in ('06', '13') order by topic"
    )
    assert [original[0][0], original[1][1]] == ["yesterday", "many"]


def test_a_repeated_id_counts_once_and_the_first_to_arrive_counts(make_project):
    project = make_project(AUDIENCE)
    again = [
        interaction(1, "u1", day(1), received_at=f"{day(4)} 00:00:00", value="5"),
        interaction(1, "u1", day(1), received_at=f"{day(2)} 00:00:00", value="3"),
        interaction(1, "u1", day(1), received_at=f"{day(9)} 00:00:00", value="7"),
        interaction(1, None, day(1), value="9"),  # broken: it does not count as the first
    ]
    project.load_rows([*again, interaction(2, "u2", day(10))])
    project.build()
    assert project.read(
        "select interaction_id, value from int_owned_audiences__interactions order by 1"
    ) == [("i1", 3), ("i2", None)]
    assert project.one("select count(*) from owned_audiences__rejected_interactions") == 3
    assert project.read(
        "select reasons, count(*) from owned_audiences__rejected_interactions group by 1 order by 1"
    ) == [("interaction_id came before", 2), ("neither user_id nor anonymous_id", 1)]


def test_integer_ids_and_only_the_required_columns_do(make_project):
    project = make_project(AUDIENCE)
    project.load(
        """
        select
            k as interaction_id, k % 9 as user_id,
            date '2024-01-01' + cast(k as integer) as occurred_at,
            'view' as interaction_type
        from range(90) as ids(k)
        """
    )
    project.build()
    people = project.read(
        "select person_id, interactions from owned_audiences__person_profile order by 1"
    )
    assert people == [(str(k), 10) for k in range(9)]


@pytest.mark.parametrize("text", [False, True])
def test_times_with_a_zone_are_read_in_utc_whatever_the_session_says(make_project, text):
    """Just before midnight in UTC is the next morning in Tokyo and the same evening elsewhere."""
    project = make_project(AUDIENCE)
    project.time_zone = "Asia/Tokyo"
    given = "'2024-03-01 23:30:00+00'" if text else "timestamptz '2024-03-01 23:30:00+00'"
    project.load(
        f"select 'i1' as interaction_id, 'u1' as user_id, {given} as occurred_at,"
        f" {given} as received_at, 'view' as interaction_type"
    )
    project.build()
    assert project.read(
        "select day, known_on, occurred_at from int_owned_audiences__interactions"
    ) == [(dt.date(2024, 3, 1), dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 23, 30))]
    assert project.one("select as_of from owned_audiences__audiences") == dt.date(2024, 3, 2)


def test_weekday_and_day_part_follow_the_setting_time_zone(make_project):
    project = make_project(AUDIENCE, time_zone="America/New_York")
    project.load_rows([interaction(1, "u1", day(0), occurred_at="2024-03-04 02:00:00")])
    project.build()
    assert project.read(
        "select weekday, day_part from int_owned_audiences__interaction_dimensions"
    ) == [(7, 7)]  # Sunday, 21:00
    assert project.one("select day from int_owned_audiences__daily_activity") == dt.date(2024, 3, 4)
