"""What looks wrong is not published: six broken feeds, and how they are accepted."""

import datetime as dt
import shutil
import subprocess
from dataclasses import replace

import pytest

from project import ACCEPT, AUDIENCE, PLAIN, copy, load

# rows of these bear the id of their run
OWN_TO_A_RUN = {f"owned_audiences__{name}" for name in ("runs", "run_audiences", "run_tiers")}
LATER = 3  # days after the first run
PUBLISHED = """
    select table_name from information_schema.tables
    where table_name like 'owned_audiences\\_\\_%' escape '\\'
        and table_name != 'owned_audiences__feature_definitions'
    order by table_name
"""
EMPTY = "select * from ({plain}) as rows where false"
FEW_PEOPLE = "select * from ({plain}) as rows where md5(user_id) < '0d'"
REJECTED = """
    select * replace (case
        when md5(interaction_id) < '8' then strftime(occurred_at, '%d/%m/%Y %H:%M')
        else cast(occurred_at as text) end as occurred_at)
    from ({plain}) as rows
"""
STOPPED = """
    select * from ({plain}) as rows
    where interaction_type != 'view' or known_on_day < date '{day}' - 3
"""
FEEDS = {
    "empty": (
        EMPTY,
        ["interactions has no rows that can be used, or is not set any more; the last run had"],
    ),
    "few people": (FEW_PEOPLE, ["people known: ", "interactions in the newest week: "]),
    "rejected": (
        REJECTED,
        ['rejected because "occurred_at is not a time": ', "such as '", "/2024 "],
    ),
    "stopped": (STOPPED, ["interaction type view had rows on 28 of 28 days, but none since "]),
}


@pytest.fixture(scope="module")
def undisturbed(built, simulated, tmp_path_factory):
    """The project after a later run before which nothing went wrong; read it only."""
    project = copy(built, tmp_path_factory)
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    project.build_untested()
    return project


def feed(project, simulated, query, day):
    """Load the rows known before a day, changed by a query over them."""
    plain = PLAIN.replace("(known_on)", "(known_on), known_on as known_on_day", 1).format(day=day)
    changed = query.format(plain=plain, day=day)
    project.load(f"select * exclude (known_on_day) from ({changed}) as fed", rows=simulated.rows)


def published(project):
    """Every published table, whole; all at once, as opening the file takes longer than reading."""
    with project.connect(read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        tables = [table for (table,) in connection.execute(PUBLISHED).fetchall()]
        return {t: connection.execute(f"select * from {t} order by all").fetchall() for t in tables}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_that_looks_wrong_stops_before_anything_is_published(
    built, simulated, tmp_path_factory, name
):
    query, said = FEEDS[name]
    project = copy(built, tmp_path_factory)
    before = published(project)
    later = simulated.as_of + dt.timedelta(days=LATER)
    feed(project, simulated, query, later)
    run = project.dbt("build", "--exclude-resource-type", "test", "unit_test")
    assert not run
    for text in said:
        assert text in run.said
    assert "--vars '{accept_input: true}'" in run.said
    assert published(project) == before
    # what the guard found can be queried, and nothing is published past it by name
    assert project.one("select count(*) from int_owned_audiences__guard where is_stop") > 0
    run = project.dbt("build", "--select", "owned_audiences__segments")
    assert not run
    assert said[0] in run.said
    assert published(project) == before


def test_the_next_good_run_is_as_if_none_had_stopped(
    built, undisturbed, simulated, tmp_path_factory
):
    project = copy(built, tmp_path_factory)
    later = simulated.as_of + dt.timedelta(days=LATER)
    feed(project, simulated, STOPPED, later)
    assert not project.dbt("build", "--exclude-resource-type", "test", "unit_test")
    load(project, simulated, later)
    project.build_untested()
    mine, theirs = published(project), published(undisturbed)
    for table in set(mine) - OWN_TO_A_RUN:
        assert mine[table] == theirs[table], table


def test_what_was_found_is_accepted_for_one_run(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    later = simulated.as_of + dt.timedelta(days=LATER)
    feed(project, simulated, STOPPED, later)
    project.build_untested(*ACCEPT)
    as_of = "select max(as_of) from owned_audiences__runs where completed_at is not null"
    assert project.one(as_of) == later
    # it is what is usual now
    load_day = later + dt.timedelta(days=1)
    feed(project, simulated, STOPPED.replace("'{day}' - 3", f"'{later}' - 3"), load_day)
    project.build_untested()


def test_accept_input_is_not_for_a_file(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    project.vars["accept_input"] = True
    run = project.dbt("build")
    assert not run
    assert "give it on the command line" in run.said


def test_a_guard_can_be_switched_off(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    later = simulated.as_of + dt.timedelta(days=LATER)
    feed(project, simulated, STOPPED, later)
    project.build_untested(guards={"max_silent_days": None, "min_rows_share": None})


def test_a_newest_day_of_two_hours_is_not_an_outcome(
    built, undisturbed, simulated, tmp_path_factory
):
    project = copy(built, tmp_path_factory)
    later = simulated.as_of + dt.timedelta(days=LATER)
    project.load(
        PLAIN.format(day=later)
        + " union all "
        + PLAIN.format(day=later + dt.timedelta(days=1))
        + f" and received_at between '{later}' and '{later} 02:00:00'",
        rows=simulated.rows,
    )
    project.build_untested()
    assert project.one("select max(as_of) from owned_audiences__runs") == later
    assert project.one("select newest_day from int_owned_audiences__as_of") == later
    columns = "* exclude (interactions, run_id, started_at, completed_at, newest_day)"
    runs = f"select {columns} from owned_audiences__runs order by all"
    assert project.read(runs) == undisturbed.read(runs)
    segments = "owned_audiences__segments"
    assert project.contents(segments) == undisturbed.contents(segments)


def test_a_stray_row_does_not_move_as_of_and_its_correction_is_no_step_back(
    built, simulated, tmp_path_factory
):
    project = copy(built, tmp_path_factory)
    later = simulated.as_of + dt.timedelta(days=LATER)
    rows = PLAIN.format(day=later)
    stray = (
        f"union all select * exclude (known_on) replace ('stray' as interaction_id,"
        f" timestamp '{later}' + interval 84 day as occurred_at, null as received_at)"
        " from rows where interaction_id = 'i1'"
    )
    project.load(f"{rows} {stray}", rows=simulated.rows)
    project.build_untested()
    assert project.one("select max(as_of) from owned_audiences__runs") == later
    assert project.one("select interactions_ahead from int_owned_audiences__as_of") == 1
    load(project, simulated, later)
    project.build_untested()
    assert project.one("select max(as_of) from owned_audiences__runs") == later


def test_kept_tables_that_went_ahead_can_be_taken_back(
    built, undisturbed, simulated, tmp_path_factory
):
    project = copy(built, tmp_path_factory)
    events = project.contents("owned_audiences__segment_events")
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    project.build_untested(as_of=str(simulated.as_of + dt.timedelta(days=60)))
    del project.vars["as_of"]
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    run = project.dbt("build")
    assert not run
    assert "owned_audiences.rewind --args" in run.said
    back = f"{{to: {simulated.as_of}}}"
    assert project.dbt("run-operation", "owned_audiences.rewind", "--args", back)
    assert project.contents("owned_audiences__segment_events") == events
    project.build_untested()
    for table in ("owned_audiences__segments", "owned_audiences__segment_events"):
        assert project.contents(table) == undisturbed.contents(table)


def test_a_clock_that_runs_backwards_stops_the_run(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    with project.connect() as connection:
        connection.execute(
            "update owned_audiences__runs set started_at = started_at + interval 2 hour"
        )
    before = published(project)
    run = project.dbt("build")
    assert not run
    assert "the clock of this machine says" in run.said
    assert published(project) == before


def test_what_the_guard_has_not_checked_is_not_published(built, simulated, tmp_path_factory):
    """Here after a run that stopped before the guard; a part that was checked may be published."""
    project = copy(built, tmp_path_factory)
    assert project.dbt("build", "--select", "owned_audiences__segments")
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    assert project.dbt("run", "--exclude", "int_owned_audiences__guard+")
    before = published(project)
    run = project.dbt("run", "--select", "access:public")
    assert not run
    assert "tables that the guard has not checked" in run.said
    assert published(project) == before


def test_variables_on_the_command_line_have_no_name_of_a_package(built, tmp_path_factory):
    run = copy(built, tmp_path_factory).dbt(
        "build", "--vars", "{owned_audiences: {accept_input: true}}"
    )
    assert not run
    assert "--vars '{accept_input: true}', not" in run.said


def test_a_build_on_nothing_is_complete(make_project, simulated):
    """With --empty in a schema of its own, and the first real one after it."""
    project = make_project(AUDIENCE)
    load(project, simulated, simulated.as_of)
    project.build_untested("--empty")
    complete = "select count(*) from owned_audiences__runs where completed_at is not null"
    assert project.one(complete) == 1
    project.build_untested()
    assert project.one(complete) == 2


def test_a_sample_is_refused(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    before = published(project)
    run = project.dbt("build", "--sample", "3 days")
    assert not run
    assert "--sample reads a part of the data" in run.said
    assert published(project) == before


def test_a_source_that_grows_while_it_is_read_is_not_published(make_project, simulated):
    """The model is a view, and rows come in between two looks at it."""
    project = make_project(AUDIENCE)
    load(project, simulated, simulated.as_of)
    more = (
        "insert into raw.interactions (interaction_id, user_id, occurred_at, interaction_type)"
        " select 'live', 'u1', max(occurred_at), 'view' from raw.interactions"
    )
    activity = {"activity": {"int_owned_audiences__daily_activity": {"+post-hook": more}}}
    project.config["models"] = {"owned_audiences": {"owned_audiences": activity}}
    run = project.dbt("build", "--exclude-resource-type", "unit_test")
    assert not run
    assert "the interactions changed during the run" in run.said
    assert project.read(PUBLISHED) == []


def test_a_data_test_that_fails_stops_before_anything_is_published(
    built, simulated, tmp_path_factory
):
    """Also one of the user's own, on a table that is not published."""
    project = copy(built, tmp_path_factory)
    before = published(project)
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    (project.folder / "tests").mkdir()
    propensities = "ref('owned_audiences', 'int_owned_audiences__propensities')"
    (project.folder / "tests" / "nobody_is_likely.sql").write_text(
        f"select * from {{{{ {propensities} }}}} where propensity > 0.1"
    )
    run = project.dbt("build")
    assert not run
    assert run.statuses["nobody_is_likely"] == "fail"
    assert run.statuses["owned_audiences__segments"] == "skipped"
    assert published(project) == before


def test_a_full_disk_leaves_what_was_published(built, simulated, tmp_path_factory):
    disk = tmp_path_factory.mktemp("disk")
    size = built.database.stat().st_size + 2**20
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        project = replace(built, folder=disk / "shop", vars=dict(built.vars))
        shutil.copytree(
            built.folder, project.folder, ignore=shutil.ignore_patterns("target", "logs")
        )
        before = published(project)
        load(project, simulated, simulated.as_of)  # the same rows
        run = project.dbt("build", "--target-path", str(tmp_path_factory.mktemp("target")))
        assert not run
        assert "No space left on device" in run.said
        assert published(project) == before
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_too_little_memory_leaves_what_was_published(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    before = published(project)
    load(project, simulated, simulated.as_of + dt.timedelta(days=LATER))
    project.memory_limit = "20MB"
    assert not project.dbt("build")
    assert published(project) == before
    project.memory_limit = "1GB"
    project.build_untested()
