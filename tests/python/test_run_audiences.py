"""Audiences of people who are meant: conditions over many facts, and what people do not do."""

import datetime as dt

import pytest

from project import AUDIENCE, copy, load

HORIZON = 14
ACTIVE = f"days_since_last_interaction <= {HORIZON}"
STAYING = AUDIENCE | {
    "name": "staying",
    "horizon_days": HORIZON,
    "eligible": ACTIVE,
    "value": "sum",
}
LEAVING = AUDIENCE | {"name": "leaving", "horizon_days": HORIZON, "absent": True}
NAMED = AUDIENCE | {
    "name": "named",
    "eligible": (
        "attribute_country = 'DE' and count_purchase_90d >= 1 and not on_list_staff"
        " and coalesce(extra_mood, 0) < 5 and days_since_view <= 60"
    ),
}
MODELS = {
    "attributes.sql": """
        select 'u' || k as user_id, 'Country' as attribute,
            case when k % 3 = 0 then 'FR' else 'DE' end as value,
            cast(null as timestamp) as valid_from
        from range(300) as ids(k)
    """,
    "lists.sql": """
        select 'Staff' as audience, 'u' || k as user_id, cast(null as timestamp) as seeded_at
        from range(0, 300, 10) as ids(k)
    """,
    "moods.sql": """
        select 'u' || k as user_id, date '2024-02-01' as known_on, 'mood' as feature, k % 7 as value
        from range(300) as ids(k)
    """,
}
INPUTS = {
    "person_attributes": "{{ ref('shop', 'attributes') }}",
    "seed_sets": "{{ ref('shop', 'lists') }}",
    "extra_features": "{{ ref('shop', 'moods') }}",
}
TABLES = ("owned_audiences__segments", "owned_audiences__audience_sizes")


@pytest.fixture(scope="module")
def meant(make_project, simulated):
    project = make_project(NAMED, STAYING, LEAVING, models=MODELS, **INPUTS)
    load(project, simulated, simulated.as_of)
    project.build()
    return project


def test_eligible_is_what_a_count_of_the_raw_rows_gives(meant, simulated):
    as_of = simulated.as_of
    counted = f"""
        select user_id
        from interactions
        group by user_id
        having
            count(*) filter (
                where interaction_type = 'purchase'
                and occurred_at >= timestamp '{as_of - dt.timedelta(days=90)}'
            ) >= 1
            and max(occurred_at) filter (where interaction_type = 'view')
            >= timestamp '{as_of - dt.timedelta(days=60)}'
            and cast(substr(user_id, 2) as integer) % 3 != 0
            and cast(substr(user_id, 2) as integer) % 10 != 0
            and cast(substr(user_id, 2) as integer) % 7 < 5
        order by user_id
    """
    found = meant.read(
        "select person_id from owned_audiences__segments where audience = 'named' order by 1"
    )
    assert found == meant.read(counted)
    assert len(found) > 20


def test_who_will_not_act_are_the_others(meant):
    ((people, together, difference, rank),) = meant.read("""
        select
            count(*), avg(staying.propensity + leaving.propensity),
            max(abs(staying.propensity + leaving.propensity - 1)),
            corr(staying.points, -leaving.points)
        from owned_audiences__segments as staying
        inner join owned_audiences__segments as leaving using (person_id)
        where staying.audience = 'staying' and leaving.audience = 'leaving'
    """)
    ((eligible,),) = meant.read(
        "select count(*) from owned_audiences__segments where audience = 'leaving'"
    )
    assert people == eligible > 100
    assert together == pytest.approx(1, abs=0.02)
    assert difference < 0.02
    assert rank > 0.999


def test_who_just_acted_is_asked_not_to_be_written_to_only_by_the_action(meant):
    suppressed = dict(
        meant.read("""
            select audience, count(*) from owned_audiences__suppressions
            where suppression_reason like 'did it%' group by audience
        """)
    )
    assert suppressed["staying"] > 0
    assert "leaving" not in suppressed


def test_expected_value_is_what_actors_spent_in_past_windows(meant):
    """Of all tiers together: what people who acted at the cut-offs spent, counted again."""
    ((value, low, high, expected),) = meant.read("""
        select expected_value, expected_value_low, expected_value_high, expected_actions
        from owned_audiences__audience_sizes where audience = 'staying' and share = 1
    """)
    ((spent,),) = meant.read("""
        with windows as (
            select distinct as_of
            from int_owned_audiences__training_examples where audience = 'staying'
            order by as_of desc limit 6
        ),
        spending as (
            select windows.as_of, user_id, sum(value) as value
            from interactions
            inner join windows
                on occurred_at >= windows.as_of and occurred_at < windows.as_of + 14
            where interaction_type = 'purchase'
            group by windows.as_of, user_id
        )
        select avg(value) from spending
    """)
    assert value / expected == pytest.approx(spent, rel=0.15)
    assert low < value < high
    persons = meant.read("""
        select count(*) filter (where expected_value is null), round(sum(expected_value), 6)
        from owned_audiences__segments where audience = 'staying'
    """)
    assert persons == [(0, round(value, 6))]
    assert meant.read("""
        select count(expected_value) from owned_audiences__segments where audience = 'leaving'
    """) == [(0,)]


def test_nothing_of_the_future_is_in_what_eligible_names(meant, simulated, make_project):
    """As of a pinned date the tables are the same, whatever became known later."""
    as_of = simulated.as_of - dt.timedelta(days=30)
    both = []
    for until in (as_of, simulated.as_of):
        project = make_project(NAMED, LEAVING, models=MODELS, **INPUTS)
        load(project, simulated, until)
        project.build_untested(as_of=str(as_of))
        both.append(project)
    first, second = both
    for table in TABLES:
        assert first.contents(table) == second.contents(table)
        assert first.contents(table)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (
            "count_purchse_90d > 1",
            "no interaction type purchse: did you mean count_purchase_90d?",
        ),
        (
            "attribute_county = 'DE'",
            "no attribute county: did you mean attribute_country?",
        ),
        (
            "extra_moods > 1",
            "no feature in extra_features moods: did you mean extra_mood?",
        ),
        ("on_list_guests", "no list in seed_sets guests. Valid names are: on_list_staff."),
    ],
)
def test_a_name_that_nobody_has_stops_the_run(meant, tmp_path_factory, condition, sentence):
    project = copy(meant, tmp_path_factory)
    project.vars["audiences"] = [AUDIENCE | {"eligible": condition}]
    run = project.dbt("build", "--exclude-resource-type", "unit_test")
    assert not run
    assert (
        f"Audience buyers: eligible names {condition.split()[0]}, but there is {sentence}"
        in run.said
    )
    before = meant.read("select count(*) from owned_audiences__segments")
    assert project.read("select count(*) from owned_audiences__segments") == before
