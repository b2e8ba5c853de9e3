"""A run that is killed leaves what was published, or says that it is not complete.

By default it is killed at a few places. With OWNED_AUDIENCES_KILLS=30 in the environment it is
killed at every published table and at thirty random moments; `-s` prints what BI would have seen.
"""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from project import AUDIENCE, TEA, copy, load, synthetic_shop
from test_run_guard import OWN_TO_A_RUN, PUBLISHED, published

KILLS = int(os.environ.get("OWNED_AUDIENCES_KILLS", "0"))
NODES = ["owned_audiences__segments", "owned_audiences__segment_events"]
DBT = f"""
import sys
sys.path.append({str(Path(__file__).parent)!r})
from quick_dbt import make_dbt_quick
make_dbt_quick()
from dbt.cli.main import cli
cli()
"""


@pytest.fixture(scope="module")
def simulated():
    return synthetic_shop(people=150, days=200, seed=13)


@pytest.fixture(scope="module")
def built(make_project, simulated):
    project = make_project(AUDIENCE, TEA)
    load(project, simulated, simulated.as_of)
    project.build()
    load(project, simulated, simulated.as_of + dt.timedelta(days=8))  # a model needs a fit
    return project


@pytest.fixture(scope="module")
def undisturbed(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    began = time.monotonic()
    project.build()
    return project, time.monotonic() - began


def start(project):
    project.write()
    arguments = ["--no-use-colors", "--no-send-anonymous-usage-stats", "--log-level-file", "none"]
    where = ["--project-dir", str(project.folder), "--profiles-dir", str(project.folder)]
    with project.parsed_once():
        return subprocess.Popen(
            [sys.executable, "-c", DBT, *arguments, "build", *where],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=project.folder,
        )


def kill_at(project, node):
    """Kill a build when it starts a node, or the next moment."""
    process = start(project)
    for line in process.stdout:
        if "START" in line and line.split()[-2:] and f".{node} " in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()


def kill_after(project, seconds):
    process = start(project)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def look(project, before, after):
    """What BI sees after a kill: how many published tables are of which run."""
    now = published(project)
    old = [table for table in before if now.get(table) == before[table]]
    new = [table for table in after if now.get(table) == after[table] and table not in old]
    last = project.read(
        "select as_of, completed_at is not null from owned_audiences__runs"
        " order by started_at desc limit 1"
    )
    return now, old, new, last[0]


def check(project, built, undisturbed, what):
    before, after = published(built), published(undisturbed)
    first, later = (
        one.one("select max(as_of) from owned_audiences__runs") for one in (built, undisturbed)
    )
    now, old, new, (as_of, is_complete) = look(project, before, after)
    print(f"{what}: {len(old)} tables as before, {len(new)} new; {as_of}, complete: {is_complete}")
    if as_of == first:
        assert now == before
    else:
        assert as_of == later
        events = "owned_audiences__segment_events"
        assert (now[events] == after[events]) is is_complete
        if is_complete:
            assert all(now[t] == after[t] for t in set(after) - OWN_TO_A_RUN)
    project.build_untested()
    again = published(project)
    for table in set(after) - OWN_TO_A_RUN:
        assert again[table] == after[table], (what, table)


@pytest.mark.parametrize("node", NODES)
def test_a_run_that_is_killed_at_a_node(built, undisturbed, tmp_path_factory, node):
    project = copy(built, tmp_path_factory)
    kill_at(project, node)
    check(project, built, undisturbed[0], node)


@pytest.fixture(scope="module")
def spared(make_project, simulated):
    """The first two days of a project of which no run was killed."""
    project = make_project(AUDIENCE)
    for days in (0, 1):
        load(project, simulated, simulated.as_of + dt.timedelta(days=days))
        project.build_untested()
    return project


@pytest.mark.parametrize("first", ["on rows", "on nothing"])
def test_a_first_run_that_is_killed_leaves_no_trace(make_project, spared, simulated, first):
    """Nor does one without interactions, which has no as_of."""
    killed = make_project(AUDIENCE)
    load(killed, simulated, simulated.as_of)
    if first == "on nothing":
        killed.load("select * exclude (known_on) from rows where false", rows=simulated.rows)
    kill_at(killed, "owned_audiences__segments")
    for days in (0, 1):
        load(killed, simulated, simulated.as_of + dt.timedelta(days=days))
        killed.build_untested()
    mine, theirs = published(killed), published(spared)
    for table in set(mine) - OWN_TO_A_RUN:
        assert mine[table] == theirs[table], table


def test_the_next_day_is_as_if_there_had_been_no_run_that_was_killed(
    built, simulated, tmp_path_factory
):
    """Neither its models nor its scores nor its events are used."""
    killed, spared = copy(built, tmp_path_factory), copy(built, tmp_path_factory)
    kill_at(killed, "owned_audiences__segments")
    assert killed.one("select count(*) from owned_audiences__runs where completed_at is null") == 1
    for project in (killed, spared):
        load(project, simulated, simulated.as_of + dt.timedelta(days=9))
        project.build_untested()
    mine, theirs = published(killed), published(spared)
    for table in set(mine) - OWN_TO_A_RUN:
        assert mine[table] == theirs[table], table


@pytest.mark.skipif(not KILLS, reason="asked for with OWNED_AUDIENCES_KILLS")
def test_a_run_that_is_killed_at_any_published_node(built, undisturbed, tmp_path_factory):
    for (node,) in built.read(PUBLISHED):
        if node not in NODES:
            project = copy(built, tmp_path_factory)
            kill_at(project, node)
            check(project, built, undisturbed[0], node)


@pytest.mark.skipif(not KILLS, reason="asked for with OWNED_AUDIENCES_KILLS")
def test_a_run_that_is_killed_at_any_moment(built, undisturbed, tmp_path_factory):
    moments = random.Random(0)
    for _ in range(KILLS):
        seconds = moments.uniform(1, undisturbed[1] + 6)
        project = copy(built, tmp_path_factory)
        kill_after(project, seconds)
        check(project, built, undisturbed[0], f"{seconds:.1f} s")
