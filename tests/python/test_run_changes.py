"""Audiences that come, change and go from one run to the next, and runs that die on the way."""

import datetime as dt

import pytest

from project import AUDIENCE, TEA, copy, load, synthetic_shop
from test_run_time import contents

WIDER = {**AUDIENCE, "desired_action": "interaction_type in ('purchase', 'cart')"}
COMPARED = [
    "int_owned_audiences__training_examples",
    "int_owned_audiences__scoring_features",
    "int_owned_audiences__cutoffs",
    "owned_audiences__audience_sizes",
    "owned_audiences__audiences",
    "owned_audiences__contact_exclusions",
    "owned_audiences__contact_list",
    "owned_audiences__engagement_plan",
    "owned_audiences__person_profile",
    "owned_audiences__suppressions",
]
QUERIES = [
    "select * exclude (entered_on) from owned_audiences__segments",
    "select * from owned_audiences__propensity_models where is_current",
    "select audience, action_hash, identifier, day, known_on, actions"
    " from int_owned_audiences__desired_actions"
    " inner join int_owned_audiences__identifiers using (identifier_key)",
]


def assert_same(found, expected, events=False):
    """Compare current tables; segment_events only where both have lived through the same days."""
    for table in COMPARED:
        assert contents(found, table) == contents(expected, table), table
    more = ["select * from owned_audiences__segment_events"] if events else []
    for query in QUERIES + more:
        assert found.read(f"{query} order by all") == expected.read(f"{query} order by all"), query


@pytest.fixture(scope="module")
def simulated():
    return synthetic_shop(people=200, days=260, seed=5)


@pytest.fixture(scope="module")
def yesterday(make_project, simulated):
    """A project that knew one audience until yesterday; today's rows have arrived."""
    project = make_project(AUDIENCE)
    load(project, simulated, simulated.as_of - dt.timedelta(days=1))
    project.build()
    load(project, simulated, simulated.as_of)
    return project


@pytest.mark.parametrize(
    "audiences", [[AUDIENCE, TEA], [WIDER]], ids=["a new audience", "a changed one"]
)
def test_what_is_new_is_as_if_it_had_always_been_there(
    yesterday, make_project, simulated, tmp_path_factory, audiences
):
    changed = copy(yesterday, tmp_path_factory)
    changed.build_untested(audiences=audiences, refit_after_days=1)
    always = make_project(*audiences, refit_after_days=1)
    load(always, simulated, simulated.as_of)
    always.build_untested()
    assert_same(changed, always)


@pytest.mark.parametrize("left", [[TEA], []], ids=["another one stays", "none stays"])
def test_an_audience_taken_out_leaves_its_history_only(yesterday, tmp_path_factory, left):
    project = copy(yesterday, tmp_path_factory)
    history = project.contents("owned_audiences__segment_events")
    scores = project.contents("owned_audiences__propensity_scores")
    project.build_untested(audiences=left)
    for table in (
        "owned_audiences__segments",
        "owned_audiences__audiences",
        "owned_audiences__audience_sizes",
        "owned_audiences__engagement_plan",
        "owned_audiences__suppressions",
        "int_owned_audiences__desired_actions",
    ):
        assert project.one(f"select count(*) from {table} where audience = 'buyers'") == 0
    assert set(history) <= set(project.contents("owned_audiences__segment_events"))
    assert set(scores) <= set(project.contents("owned_audiences__propensity_scores"))
    assert (
        project.one("select count(*) from owned_audiences__segment_events where as_of is null") == 0
    )
    events = project.contents("owned_audiences__segment_events")
    project.build()
    assert project.contents("owned_audiences__segment_events") == events


def test_a_vanished_audience_may_come_back(yesterday, undisturbed, tmp_path_factory):
    project = copy(yesterday, tmp_path_factory)
    project.build_untested(audiences=[TEA])
    project.build_untested(audiences=[AUDIENCE])
    assert_same(project, undisturbed)


PUBLISHED = [
    "owned_audiences__audience_sizes",
    "owned_audiences__contact_exclusions",
    "owned_audiences__contact_list",
    "owned_audiences__engagement_plan",
    "owned_audiences__propensity_models",
    "owned_audiences__propensity_scores",
    "owned_audiences__scorecards",
    "owned_audiences__segment_events",
    "owned_audiences__segments",
]
# What breaks: a model of the user's, and SQL in an audience that fails when it meets a person.
DEATHS = {
    "no raw table": (
        {"interactions.sql": "select * from raw.gone"},
        {},
    ),
    "raw rows that fail when read": (
        {
            "interactions.sql": "select * replace (if(interaction_id = 'i5', error('boom'),"
            " interaction_type) as interaction_type) from raw.interactions"
        },
        {},
    ),
    "a desired action that fails": (
        {},
        {"desired_action": "interaction_type = 'purchase' and error('boom') is null"},
    ),
    "an eligibility that fails": (
        {},
        {"eligible": "cast('x' || tenure_days as integer) > 0"},
    ),
}


@pytest.fixture(scope="module")
def undisturbed(yesterday, tmp_path_factory):
    project = copy(yesterday, tmp_path_factory)
    project.build()
    return project


@pytest.mark.parametrize("death", DEATHS)
def test_a_run_that_dies_leaves_the_last_good_tables_and_no_trace(
    yesterday, undisturbed, tmp_path_factory, death
):
    project = copy(yesterday, tmp_path_factory)
    before = {table: project.contents(table) for table in PUBLISHED}
    models, audience = DEATHS[death]
    good = (project.models, project.vars["audiences"])
    project.models = {**project.models, **models}
    project.vars["audiences"] = [{**AUDIENCE, **audience}]
    run = project.dbt("build")
    assert not run
    for table, rows in before.items():
        assert project.contents(table) == rows, table
    project.models, project.vars["audiences"] = good
    project.build_untested()
    assert_same(project, undisturbed, events=True)


def test_a_run_that_ends_after_a_model_leaves_no_trace(yesterday, undisturbed, tmp_path_factory):
    """Ends of its own accord; test_run_kills has runs that are killed."""
    project = copy(yesterday, tmp_path_factory)
    project.build_untested("--select", "+int_owned_audiences__fitted_models")
    project.build_untested()
    assert_same(project, undisturbed, events=True)


# The fits as version 0.2.0 kept them, and one of a baseline.
FITS_OF_0_2_0 = """
    alter table int_owned_audiences__fitted_models rename column baseline_auc to rule_auc;
    alter table int_owned_audiences__fitted_models
        rename column calibration_shift_points to level_shift_points;
    alter table int_owned_audiences__fitted_models rename column calibration_error to level_error;
    alter table int_owned_audiences__fitted_models rename column calibration_df to level_df;
    alter table int_owned_audiences__fitted_models rename column calibration_t to level_t;
    alter table int_owned_audiences__fitted_models rename to int_owned_audiences__propensity_fits;
    insert into int_owned_audiences__propensity_fits
        select * replace ('first' as model_version, as_of - 50 as as_of, 'rule' as status)
        from int_owned_audiences__propensity_fits;
    insert into owned_audiences__propensity_models
        select * replace ('first' as model_version) from owned_audiences__propensity_models;
"""


def test_models_of_an_earlier_version_are_kept_under_the_new_names(
    yesterday, undisturbed, tmp_path_factory
):
    project = copy(yesterday, tmp_path_factory)
    with project.connect() as connection:
        connection.execute(FITS_OF_0_2_0)
    project.build()
    fits = "select * from int_owned_audiences__fitted_models where model_version {} 'first'"
    assert project.read(fits.format("!=")) == undisturbed.read(fits.format("!="))
    columns = "status, baseline_auc, calibration_shift_points, calibration_error, scorecard"
    (first,) = project.read(fits.format("=").replace("*", columns))
    (kept,) = undisturbed.read(fits.format("!=").replace("*", columns))
    assert first == ("baseline", *kept[1:])
    tables = {name for (name,) in project.read("select table_name from information_schema.tables")}
    assert "int_owned_audiences__propensity_fits" not in tables
    # a second table of the old name is somebody's: where ours stands, nothing is renamed
    with project.connect() as connection:
        connection.execute("create table int_owned_audiences__propensity_fits as select 1 as x")
    project.build_untested()
    assert project.one("select x from int_owned_audiences__propensity_fits") == 1


# What is kept of interactions, as version 0.2.0 called it, and a combination that came to its end.
ACTIVITY_OF_0_2_0 = """
    alter table int_owned_audiences__interaction_dimensions
        rename column dimension_key to kind_key;
    alter table int_owned_audiences__daily_activity rename column dimension_key to kind_key;
    alter table int_owned_audiences__desired_actions rename column dimension_key to kind_key;
    alter table int_owned_audiences__interaction_dimensions
        rename to int_owned_audiences__interaction_kinds;
    insert into int_owned_audiences__interaction_kinds
        select * replace (10000 as kind_key, 'of old' as interaction_type)
        from int_owned_audiences__interaction_kinds
        limit 1;
"""


@pytest.mark.parametrize("flags", [[], ["--full-refresh"]], ids=["next day", "full refresh"])
def test_activity_of_an_earlier_version_is_kept_and_its_keys_never_change(
    yesterday, undisturbed, tmp_path_factory, flags
):
    project = copy(yesterday, tmp_path_factory)
    with project.connect() as connection:
        connection.execute(ACTIVITY_OF_0_2_0)
    before = project.read("select * from int_owned_audiences__interaction_kinds order by kind_key")
    project.build(*flags)
    dimensions = "select * from int_owned_audiences__interaction_dimensions order by dimension_key"
    assert project.read(dimensions)[: len(before)] == before
    assert_same(project, undisturbed)
    if not flags:
        rebuilt = "select * from int_owned_audiences__activity_days order by known_on"
        assert project.read(rebuilt) == undisturbed.read(rebuilt)
    old_names = (
        "select table_name from information_schema.columns"
        " where column_name = 'kind_key' or table_name like '%interaction_kinds'"
    )
    assert project.read(old_names) == []


def test_tables_of_an_earlier_version_get_the_columns_that_they_lack(
    yesterday, undisturbed, tmp_path_factory
):
    """What has no version yet is of the audience as it is, which did not change."""
    project = copy(yesterday, tmp_path_factory)
    with project.connect() as connection:
        for table, column in {
            "owned_audiences__segment_events": "audience_version",
            "owned_audiences__propensity_scores": "audience_version",
            "int_owned_audiences__desired_actions": "value",
            "int_owned_audiences__daily_activity": "is_user",
        }.items():
            connection.execute(f"alter table {table} drop column {column}")
        # with what is kept of an action its hash has changed
        connection.execute(
            "update int_owned_audiences__desired_actions set action_hash = 'earlier'"
        )
        for table in ("runs", "run_audiences", "run_tiers", "inputs"):
            connection.execute(f"drop table owned_audiences__{table}")
    project.build()
    assert_same(project, undisturbed)
    columns = "audience, audience_version, person_id, tier"
    for query in (
        f"select {columns}, as_of, event from owned_audiences__segment_events order by all",
        f"select {columns}, entered_on, left_on from owned_audiences__segment_history order by all",
    ):
        assert project.read(query) == undisturbed.read(query)
    left = "select count(*) from owned_audiences__segment_events where event = 'left'"
    assert project.one(left) > 0
