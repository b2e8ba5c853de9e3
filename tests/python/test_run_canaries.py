"""Leaks that are planted on purpose, and the canaries that they make alarm."""

import pyarrow as pa
import pytest

from project import AUDIENCE, copy, load

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


@pytest.fixture(scope="module")
def leaky(make_project, simulated, built):
    """A brand that tells, the day before each past date, who will act in the window after it."""
    project = make_project(
        AUDIENCE,
        models={"extras.sql": "select * from raw.extras"},
        extra_features="{{ ref('shop', 'extras') }}",
    )
    load(project, simulated, simulated.as_of)
    told = built.read(
        """
        select person_id, 'in_the_mood', as_of - 1, 1.0
        from int_owned_audiences__training_examples where acted
        union all
        select person_id, 'in_the_mood', as_of + 1, null
        from int_owned_audiences__training_examples where acted
        """
    )
    columns = ["user_id", "feature", "known_on", "value"]
    with project.connect() as connection:
        connection.register(
            "told", pa.table(dict(zip(columns, map(list, zip(*told, strict=True)), strict=True)))
        )
        connection.execute("create table raw.extras as select * from told")
    return project


def test_a_feature_that_tells_who_will_act_is_named(leaky, capsys):
    leaky.build_untested()
    said = capsys.readouterr().out
    value, is_alarming, finding = canaries(leaky)["separating_bin"]
    assert (value, is_alarming) == (1, True)
    assert finding.startswith('"in_the_mood: ')
    assert "100 % of the people who acted" in finding
    assert f"the future may leak into buyers (owned_audiences__canaries): {finding}" in said
    assert not canaries(leaky)["features_from_the_future"][1]
    alarm = "owned_audiences__no_canary_alarms"
    assert leaky.dbt("test", "--select", alarm).statuses[alarm] == "warn"
