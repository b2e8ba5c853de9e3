"""What would silently give wrong tables: stopped with a sentence, or made right."""

import datetime as dt

import pytest

from project import AUDIENCE, PLAIN, TEA, copy, load
from test_run_changes import assert_same
from test_run_edges import many_people

KEPT = ["owned_audiences__segment_events", "owned_audiences__propensity_scores"]
ODD_TYPES = ["interaction", "desired_action", "topic:tea", "channel:web"]
LIMITS = {"gap_days": -14}, {"tiers": {"high": 10, "medium": 30}}, {"tiers": {"rest": 0.1}}
SETTINGS = {"contact_type": ["mail"]}, {"as_of": "next week"}, {"lookback_days": "three"}


def test_a_source_that_lost_its_newest_days_stops_the_run(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    kept = {table: project.contents(table) for table in KEPT}
    segments = project.contents("owned_audiences__segments")
    load(project, simulated, simulated.as_of - dt.timedelta(days=20))
    run = project.dbt("build")
    assert not run
    assert "would rewrite history" in run.said
    assert {table: project.contents(table) for table in KEPT} == kept
    assert project.contents("owned_audiences__segments") == segments
    load(project, simulated, simulated.as_of)
    project.build()
    assert {table: project.contents(table) for table in KEPT} == kept


def test_empty_is_refused_once_there_are_segments(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    segments = project.contents("owned_audiences__segments")
    run = project.dbt("build", "--empty")
    assert not run
    assert "--empty would empty" in run.said
    assert project.contents("owned_audiences__segments") == segments


def test_another_time_zone_builds_all_days_again(built, make_project, simulated, tmp_path_factory):
    settings = {"time_zone": "America/New_York", "audiences": [AUDIENCE, TEA]}
    changed = copy(built, tmp_path_factory)
    changed.build(refit_after_days=0, **settings)
    always = make_project(refit_after_days=0)
    always.vars.update(settings)
    load(always, simulated, simulated.as_of)
    always.build_untested()
    assert_same(changed, always)


def test_a_bulk_load_is_told_from_arrival(make_project, simulated):
    project = make_project(AUDIENCE)
    bulk = f"timestamp '{simulated.as_of}' + interval 11 day as received_at"
    query = PLAIN.replace("(known_on)", f"(known_on) replace ({bulk})", 1)
    project.load(query.format(day=simulated.as_of), rows=simulated.rows)
    run = project.dbt("build")
    assert not run
    assert "bulk load" in run.said


def test_days_that_nothing_is_known_of_are_no_outcome(make_project, simulated):
    """Standing weeks after the newest data does not teach that nobody acts any more."""
    rates = []
    for ahead in (0, 25):
        project = make_project(AUDIENCE, as_of=str(simulated.as_of + dt.timedelta(days=ahead)))
        load(project, simulated, simulated.as_of)
        project.build_untested()
        rates.append(
            project.one(
                "select min(rate) from (select avg(cast(acted as integer)) as rate"
                " from int_owned_audiences__training_examples group by as_of)"
            )
        )
    assert rates[1] > 0.5 * rates[0] > 0


def test_types_with_the_names_of_features_keep_apart(make_project):
    project = make_project({**AUDIENCE, "desired_action": "interaction_type = 'desired_action'"})
    project.load_rows(many_people(days=200, kinds=ODD_TYPES))
    project.build()
    assert (
        project.one(
            "select count(*) from (select audience, person_key, feature"
            " from int_owned_audiences__scoring_features group by all having count(*) > 1)"
        )
        == 0
    )
    names = {
        name
        for (name,) in project.read(
            "select distinct feature from int_owned_audiences__scoring_features"
        )
    }
    assert {"interaction_days_since", "type:interaction_days_since"} <= names
    assert {"desired_action_days_since", "type:desired_action_days_since"} <= names


def test_scores_are_let_go_a_month_after_their_window(built, simulated, tmp_path_factory):
    """Those of an audience that is gone, too."""
    project = copy(built, tmp_path_factory)
    first = project.one("select min(as_of) from owned_audiences__propensity_scores")
    horizon = AUDIENCE["horizon_days"]
    for days, left in ((horizon + 30, True), (horizon + 31, False)):
        project.build_untested(as_of=str(first + dt.timedelta(days=days)), audiences=[TEA])
        scores = f"select count(*) from owned_audiences__propensity_scores where as_of = '{first}'"
        assert (project.one(scores) > 0) is left


@pytest.mark.parametrize("changed", LIMITS, ids=str)
def test_what_an_audience_may_not_be_is_refused(built, tmp_path_factory, changed):
    project = copy(built, tmp_path_factory)
    project.vars["audiences"] = [{**AUDIENCE, **changed}]
    run = project.dbt("build")
    assert not run
    assert "Audience buyers" in run.said
    assert run.statuses["stg_owned_audiences__interactions"] == "skipped"


@pytest.mark.parametrize("changed", SETTINGS, ids=str)
def test_settings_that_mean_nothing_are_refused(built, tmp_path_factory, changed):
    project = copy(built, tmp_path_factory)
    project.vars.update(changed)
    run = project.dbt("build")
    assert not run
    assert next(iter(changed)) in run.said
