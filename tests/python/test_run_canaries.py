"""Leaks that are planted on purpose, and the canaries that they make alarm."""

import pytest

from project import TEA, copy, load

CANARIES = (
    "select canary, value, is_alarming, finding from {}owned_audiences__canaries order by canary"
)
RECOUNT = ["recount_sample", "recounted_features", "recounts", "canaries"]


def canaries(project, prefix=""):
    """By their name: value, whether it alarms, and what was found."""
    return {canary: found for canary, *found in project.read(CANARIES.format(prefix))}


def test_where_nothing_leaks_no_canary_alarms(built):
    found = canaries(built)
    assert [canary for canary, (_, is_alarming, _) in found.items() if is_alarming] == []
    assert found["features_from_the_future"][0] == 0
    assert "sampled training examples (2000)" in found["features_from_the_future"][2]
    assert found["separating_bin"][0] == 0


def test_features_that_were_changed_are_found_by_the_recount(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    with project.connect() as connection:
        ((changed,),) = connection.execute(
            """
            update int_owned_audiences__training_features as features set value = value + 1
            from (
                select distinct as_of, person_key from int_owned_audiences__recounts
                order by as_of, person_key limit 7
            ) as leaky
            where
                features.as_of = leaky.as_of and features.person_key = leaky.person_key
                and features.feature = 'interaction_count_ever'
            """
        ).fetchall()
    assert changed == 7
    project.build_untested("--select", *[f"int_owned_audiences__{name}" for name in RECOUNT])
    value, is_alarming, finding = canaries(project, "int_")["features_from_the_future"]
    assert (value, is_alarming) == (7, True)
    assert "features of 7 differ" in finding
    assert "interaction_count_ever" in finding


# "club" is what everybody who has ever bought tea has, without a date from which on it holds.
CLUB = """
    select distinct user_id, 'club' as attribute, 'tea' as value from raw.interactions
    where interaction_type = 'purchase' and topic = 'tea'
"""


@pytest.fixture(scope="module")
def leaky(make_project, simulated):
    """A brand that predicts who will buy their first tea, from what they get when they buy it."""
    project = make_project(
        {
            **TEA,
            "name": "first_tea",
            "horizon_days": 14,
            "eligible": "days_since_desired_action is null",
        },
        models={"attributes.sql": CLUB},
        person_attributes="{{ ref('shop', 'attributes') }}",
    )
    load(project, simulated, simulated.as_of)
    return project


def test_an_attribute_without_a_date_that_tells_who_will_act_is_named(leaky, capsys):
    leaky.build_untested()
    said = capsys.readouterr().out
    assert leaky.one("select auc from owned_audiences__propensity_models") > 0.95
    value, is_alarming, finding = canaries(leaky)["separating_bin"]
    assert (value, is_alarming) == (1, True)
    assert finding.startswith('"club is tea" is true of 100 % of the people who acted')
    assert f"the future may leak into first_tea (owned_audiences__canaries): {finding}" in said
    assert not canaries(leaky)["features_from_the_future"][1]
    alarm = "owned_audiences__no_canary_alarms"
    assert leaky.dbt("test", "--select", alarm).statuses[alarm] == "warn"
