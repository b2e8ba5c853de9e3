"""Leaks that are planted on purpose, and the canaries that they make alarm."""

import datetime as dt
import hashlib
import re
import shutil

import pytest

from owned_audiences import training
from owned_audiences.cli import main
from owned_audiences.hindsight import check_hindsight
from owned_audiences.past_runs import PastRuns
from owned_audiences.permuted_labels import check_permuted_labels
from owned_audiences.validation import Window
from project import REPO, TEA, copy, dbt_in_process, load

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


def run(capsys, project, *arguments):
    status = main(
        [
            *("canaries", "--database", str(project.database)),
            *("--project-dir", str(project.folder), *arguments),
        ]
    )
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command_finds_no_leak_and_leaves_the_database_alone(built, capsys):
    before = hashlib.sha256(built.database.read_bytes()).hexdigest()
    status, said, problems = run(capsys, built)
    assert status == 0
    assert "owned-audiences: Building the project as of 2024-08-04, from what was known" in problems
    # two weeks before the run, whose horizon has passed
    assert re.match(
        r"As of 2024-08-04, 22 tables of [1-9][\d,]+ rows stayed the same when [1-9][\d,]+ "
        r"interactions that became known later were added, and [1-9][\d,]+ of them again with",
        said,
    )
    assert re.search(
        r"buyers with permuted labels: AUC 0\.[45]\d\d over \d past dates, not pub", said
    )
    assert said.endswith("\nBoth checks passed.\n")
    assert hashlib.sha256(built.database.read_bytes()).hexdigest() == before


@pytest.fixture(scope="module")
def past(built, tmp_path_factory):
    """A project whose package counts actions by when they happened, not by when they were known."""
    project = copy(built, tmp_path_factory)
    project.packages = tmp_path_factory.mktemp("packages") / "dbt_packages"
    package = project.packages / "owned_audiences"
    for name in ("macros", "models", "python_models", "seeds", "tests"):
        shutil.copytree(REPO / name, package / name)
    shutil.copy(REPO / "dbt_project.yml", package)
    macro = package / "macros" / "features" / "features_of_desired_actions.sql"
    leaky = macro.read_text().replace("actions.attributable_on < obs", "actions.day < obs")
    assert leaky != macro.read_text()
    macro.write_text(leaky)
    project.write()
    shutil.rmtree(project.folder / "target")
    with PastRuns(project.database, project.folder, dbt=dbt_in_process) as runs:
        yield runs, check_hindsight(runs, dt.date(2024, 8, 4))


def test_features_that_look_ahead_are_found_by_the_future_put_in(past):
    _, found = past
    tables = {difference.table for difference in found.differences}
    assert "int_owned_audiences__scoring_features" in tables
    assert "int_owned_audiences__cutoffs" not in tables
    assert str(found).startswith("THE FUTURE LEAKS. As of 2024-08-04, ")
    assert "int_owned_audiences__scoring_features: " in str(found)


def test_a_model_that_is_tested_on_what_it_was_trained_on_is_found(past, monkeypatch):
    runs, _ = past
    (honest,) = check_permuted_labels(runs)
    assert not honest.is_published
    assert honest.auc == pytest.approx(0.5, abs=0.1)
    monkeypatch.setattr(training, "Window", lambda tested, trained: Window(tested, tested))
    (found,) = check_permuted_labels(runs)
    assert found.is_published
    assert "PUBLISHED" in str(found)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--database", "none.duckdb"], "There is no file none.duckdb."),
        (["--project-dir", "nowhere"], "nowhere is not a dbt project: it has no dbt_project.yml."),
        (["--profiles-dir", "nowhere"], "profiles.yml has no profile 'shop'"),
        (["--as-of", "2030-01-01"], "Nothing happened on 2030-01-01 or later"),
        (["--target", "prod"], "dbt parse failed"),
    ],
)
def test_what_is_wrong_is_said(built, capsys, arguments, sentence):
    status, said, problems = run(capsys, built, *arguments)
    assert (status, said) == (2, "")
    assert sentence in problems
