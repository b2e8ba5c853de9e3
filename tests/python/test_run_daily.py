"""Build every day while rows come late or twice, change or vanish; then compare with one build."""

import datetime as dt

import pytest

from project import AUDIENCE, TEA, synthetic_shop
from test_run_time import contents

DAYS = 9
REFIT_AFTER = 4
CURRENT = [
    "int_owned_audiences__training_examples",
    "int_owned_audiences__training_features",
    "int_owned_audiences__scoring_features",
    "owned_audiences__audience_sizes",
    "owned_audiences__audiences",
    "owned_audiences__contact_exclusions",
    "owned_audiences__contact_list",
    "owned_audiences__engagement_plan",
    "owned_audiences__person_profile",
    "owned_audiences__rejected_interactions",
    "owned_audiences__suppressions",
]
ACTIVITY = """
    select identifiers.is_user, identifiers.identifier, activity.day, activity.known_on,
        dimensions.* exclude (dimension_key), activity.{count} {more}
    from int_owned_audiences__{table} as activity
    left join int_owned_audiences__identifiers as identifiers using (identifier_key)
    left join int_owned_audiences__interaction_dimensions as dimensions using (dimension_key)
    order by all
"""
# The raw rows as they stand on a day: $day is the first day that is not known yet.
RAW_ON = """
    with visible as (
        select *, cast(substr(interaction_id, 2) as integer) as number from rows
    ),
    loaded as (
        select interaction_id, user_id, occurred_at, interaction_type, channel, topic,
            -- a fifth has no received_at: it just appears, up to six days after
            case when number % 5 != 0 then received_at end as received_at,
            -- corrected from the fifth day on: values of a day of the month before
            case
                when date '{day}' >= date '{first}' + 4 and known_on = date '{first}' - 25
                    then value + 1
                else value
            end as value
        from visible
        where known_on + case when number % 35 = 0 then 6 else 0 end < date '{day}'
            -- a day that vanishes on the sixth day, and comes back on the eighth
            and not (
                known_on = date '{first}' - 12
                and date '{day}' >= date '{first}' + 5 and date '{day}' < date '{first}' + 7
            )
            -- another one that vanishes for good, and people taken out of a third
            and not (known_on = date '{first}' - 9 and date '{day}' >= date '{first}' + 5)
            and not (
                known_on = date '{first}' - 30 and number % 2 = 0
                and date '{day}' >= date '{first}' + 3
            )
    )
    select * from loaded
    union all by name
    -- repeats that arrive on later days, and one in ten of them claims to have been first
    select * replace (
        'app' as channel,
        case when hash(interaction_id) % 10 = 0
            then received_at - interval 2 hour else received_at + interval 30 hour
        end as received_at
    )
    from loaded where interaction_id like '%77' and received_at + interval 30 hour < date '{day}'
"""


def load(project, simulated, day):
    first = simulated.as_of - dt.timedelta(days=DAYS - 1)
    project.load(RAW_ON.format(day=day, first=first), rows=simulated.rows)


@pytest.fixture(scope="module")
def simulated():
    return synthetic_shop(people=250, days=300, seed=3)


@pytest.fixture(scope="module")
def daily(make_project, simulated):
    """The project after the last day, and the tiers and models that each day had."""
    project = make_project(AUDIENCE, TEA, refit_after_days=REFIT_AFTER)
    days = {}
    for k in reversed(range(DAYS)):
        day = simulated.as_of - dt.timedelta(days=k)
        load(project, simulated, day)
        build = project.build if k in (0, 4) else project.build_untested
        build(refit_after_days=REFIT_AFTER if k else 0)
        assert project.read("select distinct as_of from owned_audiences__audiences") == [(day,)]
        days[day] = {
            "tiers": {
                (audience, person): tier
                for audience, person, tier in project.read(
                    "select audience, person_id, tier from owned_audiences__segments"
                    " where tier != 'rest'"
                )
            },
            "models": dict(
                project.read(
                    "select audience, as_of from owned_audiences__propensity_models"
                    " where is_current"
                )
            ),
            "scores": project.one(
                "select count(*) from owned_audiences__segments where points is not null"
            ),
        }
    return project, days


@pytest.fixture(scope="module")
def single(make_project, simulated):
    """The same raw rows, built once."""
    project = make_project(AUDIENCE, TEA, refit_after_days=0)
    load(project, simulated, simulated.as_of)
    project.build()
    return project


def test_activity_is_that_of_a_single_build(daily, single):
    query = ACTIVITY.format(table="daily_activity", count="interactions", more=", activity.value")
    assert daily[0].read(query) == single.read(query)


def test_desired_actions_are_those_of_a_single_build(daily, single):
    more = ", activity.audience, activity.action_hash"
    query = ACTIVITY.format(table="desired_actions", count="actions", more=more)
    assert daily[0].read(query) == single.read(query)


@pytest.mark.parametrize("table", CURRENT)
def test_current_tables_are_those_of_a_single_build(daily, single, table):
    assert contents(daily[0], table) == contents(single, table)


@pytest.mark.parametrize(
    "query",
    [
        "from int_owned_audiences__fitted_models where as_of = date '{day}'",
        "from owned_audiences__propensity_scores where as_of = date '{day}'",
        "select * exclude (entered_on) from owned_audiences__segments",
        "from owned_audiences__propensity_models where is_current",
        "from owned_audiences__scorecards where model_version in ("
        "select model_version from owned_audiences__audiences)",
    ],
)
def test_models_scores_tiers_and_reasons_are_those_of_a_single_build(
    daily, single, simulated, query
):
    query = f"select * from ({query.format(day=simulated.as_of)}) order by all"
    found = daily[0].read(query)
    assert found
    assert found == single.read(query)


def test_a_model_is_used_until_it_is_due(daily):
    days = list(daily[1])
    for k, day in enumerate(days):
        learned = days[k - k % REFIT_AFTER] if k < DAYS - 1 else day
        assert daily[1][day]["models"] == {"buyers": learned, "tea_buyers": learned}


def test_people_are_scored_every_day(daily):
    kept = daily[0].read(
        "select as_of, count(*) from owned_audiences__propensity_scores group by as_of order by 1"
    )
    assert kept == [(day, seen["scores"]) for day, seen in daily[1].items()]
    assert all(seen["scores"] > 100 for seen in daily[1].values())


def test_events_tell_how_the_tiers_of_one_day_became_those_of_the_next(daily):
    before, expected = {}, set()
    for day, seen in daily[1].items():
        for who in before.keys() | seen["tiers"].keys():
            old, new = before.get(who), seen["tiers"].get(who)
            if old != new:
                event = "entered" if old is None else "left" if new is None else "moved"
                expected.add((*who, day, event, new, old))
        before = seen["tiers"]
    found = daily[0].read(
        "select audience, person_id, as_of, event, tier, previous_tier"
        " from owned_audiences__segment_events"
    )
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert {event for _, _, _, event, _, _ in found} == {"entered", "left", "moved"}


def test_history_and_entered_on_follow_from_the_days(daily):
    project, days = daily
    entered = {}
    for day, seen in days.items():
        entered = {who: entered.get(who, day) for who in seen["tiers"]}
    found = project.read(
        "select audience, person_id, entered_on from owned_audiences__segments where tier != 'rest'"
    )
    assert {(audience, person): on for audience, person, on in found} == entered
    for day, seen in days.items():
        stays = project.read(
            "select audience, person_id, tier from owned_audiences__segment_history"
            f" where entered_on <= date '{day}' and coalesce(left_on > date '{day}', true)"
        )
        assert len(stays) == len(seen["tiers"])
        assert {(audience, person): tier for audience, person, tier in stays} == seen["tiers"]


def test_identifiers_and_dimensions_have_one_key_each(daily):
    for table, key, of in [
        ("identifiers", "identifier_key", "is_user, identifier"),
        ("interaction_dimensions", "dimension_key", "columns(* exclude (dimension_key))"),
    ]:
        rows, keys = daily[0].read(
            f"select count(*), count(distinct {key}) from int_owned_audiences__{table}"
        )[0]
        distinct = daily[0].one(
            f"select count(*) from (select distinct {of} from int_owned_audiences__{table})"
        )
        assert rows == keys == distinct


KEPT = [
    "int_owned_audiences__identifiers",
    "int_owned_audiences__interaction_dimensions",
    "int_owned_audiences__fitted_models",
    "owned_audiences__propensity_scores",
    "owned_audiences__scoreboard",
    "owned_audiences__segment_events",
    "owned_audiences__segments",
]


@pytest.mark.parametrize("flags", [[], ["--full-refresh"]], ids=["again", "full refresh"])
def test_the_same_day_built_again_changes_nothing(daily, flags):
    """Runs after the others: it builds the project that they read."""
    project = daily[0]
    activity = ACTIVITY.format(
        table="daily_activity", count="interactions", more=", activity.value"
    )
    before = {table: project.contents(table) for table in KEPT}
    activity_before = project.read(activity)
    project.build(*flags, refit_after_days=REFIT_AFTER)
    for table, rows in before.items():
        assert project.contents(table) == rows
    assert project.read(activity) == activity_before
