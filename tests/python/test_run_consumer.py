"""The package in a user's project: their own models, schemas and tags, and what they forgot."""

import pytest

from project import AUDIENCE, interaction
from test_run_edges import many_people

SEED = "owned_audiences__feature_definitions"
OWN = "select * from {{ ref('owned_audiences__segments') }} where tier = 'high'"
QUALIFIED = "select audience from {{ ref('owned_audiences', 'owned_audiences__audiences') }}"


@pytest.fixture(scope="module")
def consumer(make_project):
    """Schemas and tags of the user's own, and a model of theirs on top; built twice."""
    project = make_project(AUDIENCE, models={"best.sql": OWN, "names.sql": QUALIFIED})
    project.config = {
        "models": {"owned_audiences": {"+schema": "marketing", "+tags": ["nightly"]}},
        "seeds": {"owned_audiences": {"+schema": "reference"}},
    }
    project.load_rows(many_people(days=320))
    project.build()
    project.build()
    return project


def test_models_of_ones_own_read_the_segments(consumer):
    high = consumer.one(
        "select count(*) from main_marketing.owned_audiences__segments where tier = 'high'"
    )
    assert high > 0
    assert consumer.one("select count(*) from main.best") == high
    assert consumer.read("from main.names") == [("buyers",)]


def test_a_schema_of_ones_own_holds_everything(consumer):
    schemas = consumer.read(
        "select distinct table_schema from information_schema.tables"
        " where table_name like '%owned_audiences__%' order by 1"
    )
    assert schemas == [("main_marketing",), ("main_reference",)]
    # the second run found what the first had left there
    assert (
        consumer.one("select count(*) from main_marketing.owned_audiences__propensity_models") == 1
    )
    assert not consumer.one(
        "select bool_or(needs_fit) from main_marketing.int_owned_audiences__audiences"
    )


def test_a_tag_of_ones_own_selects_the_package(consumer):
    run = consumer.dbt("build", "--select", "tag:nightly", "--resource-type", "model")
    assert run, run.said
    assert "owned_audiences__segments" in run.statuses
    assert "best" not in run.statuses


def test_a_model_of_ones_own_can_be_built_with_what_it_needs_alone(make_project):
    """Interactions that are rejected are counted then, too."""
    project = make_project(AUDIENCE, models={"best.sql": OWN})
    rows = [*many_people(days=320), interaction("no type", "u1", "2024-01-01", None)]
    project.load_rows(rows)
    project.build("--select", "+best")
    project.load_rows([*rows, interaction("no type either", "u1", "2024-01-01", None)])
    project.build("--select", "+best")
    assert project.one("select count(*) from int_owned_audiences__rejected_interactions") == 2
    assert "owned_audiences__engagement_plan" not in project.tables()


def test_a_seed_that_dbt_clone_made_a_view_is_loaded_again(make_project):
    """dbt loads no seed where a view stands, and its clone of a table is one on DuckDB."""
    project = make_project(AUDIENCE)
    with project.connect() as connection:
        connection.execute(f"create view {SEED} as select 1 as cloned")
    run = project.dbt("seed")
    assert run, run.said
    assert project.one(f"select count(*) from {SEED}") > 20


def test_a_table_that_keeps_history_cannot_be_made_a_plain_one(make_project):
    project = make_project(AUDIENCE)
    project.config = {"models": {"owned_audiences": {"+materialized": "table"}}}
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    run = project.dbt("build")
    assert not run
    for model in ("int_owned_audiences__identifiers", "owned_audiences__segment_events"):
        assert f"{model} (table)" in run.said
    assert not project.tables() & {"stg_owned_audiences__interactions"}
    identity = {"owned_audiences": {"identity": {"+materialized": "table"}}}
    project.config = {"models": {"owned_audiences": identity}}
    assert "int_owned_audiences__erased" in project.dbt("build").said


def test_without_interactions_one_sentence_says_so_and_nothing_is_built(make_project):
    project = make_project(AUDIENCE, models={"mine.sql": "select 1 as one"})
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    del project.vars["interactions"]
    run = project.dbt("build")
    assert not run
    assert run.said.count("No interactions are configured") == 1
    assert "interactions: \"{{ ref('shop', 'your_interactions') }}\"" in run.said
    assert project.tables() <= {"interactions", "mine", SEED}


def test_a_build_of_something_else_is_not_stopped(make_project):
    project = make_project(models={"mine.sql": "select 1 as one"})
    project.vars.clear()
    with project.connect():
        pass
    run = project.dbt("build", "--select", "mine")
    assert run, run.said
    assert project.tables() <= {"mine", SEED}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"horizon_days": 0}, "horizon_days must be a whole number of days"),
        ({"horizon_days": "two weeks"}, "horizon_days must be a whole number of days"),
        ({"name": "Big Spenders"}, "its name must be lower case"),
        ({"desired_action": ""}, "it has no desired_action"),
        ({"horizont_days": 3}, "there is no setting horizont_days"),
    ],
)
def test_a_wrong_audience_is_named_before_anything_is_built(make_project, wrong, said):
    project = make_project({**AUDIENCE, **wrong})
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    run = project.dbt("build")
    assert not run
    assert said in run.said
    assert (wrong.get("name") or "buyers") in run.said
    assert project.tables() <= {"interactions", SEED}  # the raw table, or the model over it


def test_all_that_is_wrong_is_said_at_once(make_project):
    project = make_project({**AUDIENCE, "horizon_days": -1}, AUDIENCE, {"name": "empty"})
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    said = project.dbt("build").said
    for sentence in ("horizon_days must be", "the name is used twice", "it has no desired_action"):
        assert sentence in said


def test_a_date_before_the_last_one_is_refused(make_project):
    project = make_project(AUDIENCE)
    project.load_rows(many_people(days=60))
    project.build()
    before = project.contents("owned_audiences__segment_events")
    project.vars["as_of"] = "2024-01-20"
    run = project.dbt("build")
    assert not run
    assert "as_of is 2024-01-20" in run.said
    assert "another schema" in run.said
    assert project.contents("owned_audiences__segment_events") == before
