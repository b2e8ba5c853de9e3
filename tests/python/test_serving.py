"""The page on serving BI, as printed: what a lock says, the retries, and the copy by rename."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from project import AUDIENCE, REPO
from test_run_edges import many_people

PAGE = (REPO / "docs" / "serving.md").read_text()
READS = "import duckdb; c = duckdb.connect('shop.duckdb', read_only=True); {}"


def block(language):
    """The page's only block of code of a language."""
    (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return text


def run(project, *command):
    """Run a command in the project's folder, with this environment's dbt and python."""
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DBT_PROFILES_DIR": str(project.folder),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    done = subprocess.run(
        command, cwd=project.folder, env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def reader(project, seconds):
    """Start another process that holds the file for some seconds."""
    program = READS.format(f"print('open', flush=True); import time; time.sleep({seconds})")
    started = subprocess.Popen(
        [sys.executable, "-c", program], cwd=project.folder, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout.readline() == "open\n"
    return started


def is_told(said):
    """Whether the page quotes what was said, but for the names of the file and of the process."""

    def plain(text):
        return re.sub(r'"/\S+"|held in \S+ \(PID \d+\)', "", " ".join(text.split()))

    (message,) = set(re.findall(r"IO Error: .*?(?= See also)", said))
    return plain(message) in plain(PAGE)


@pytest.fixture(scope="module")
def project(make_project):
    project = make_project(AUDIENCE)
    project.load_rows(many_people(days=100))
    project.write()
    return project


def test_what_build_and_reader_meet_is_what_the_page_quotes(project):
    with reader(project, 600) as holds:
        code, said = run(project, "dbt", "show", "--no-use-colors", "--inline", "select 1 as one")
        holds.kill()
    assert code
    assert is_told(said)
    with project.connect():
        code, said = run(project, sys.executable, "-c", READS.format("pass"))
    assert code
    assert is_told(said)


def test_the_retries_wait_for_a_reader(project):
    profile = project.folder / "profiles.yml"
    before = profile.read_text()
    profile.write_text(block("yaml"))
    try:
        started = time.monotonic()
        with reader(project, 12):
            code, said = run(project, "dbt", "show", "--inline", "select 1 as one")
        assert code == 0, said
        assert time.monotonic() - started > 10
    finally:
        profile.write_text(before)


def test_every_published_table_can_be_read_from_the_renamed_copy(project):
    """Twice: the copy in use is replaced, and who has it open reads on."""
    code, said = run(project, "bash", "-c", block("bash"))
    assert code == 0, said
    copy = project.folder / "serving" / "audiences.duckdb"
    with duckdb.connect(str(copy), read_only=True) as open_before:
        code, said = run(project, "bash", "-c", block("bash"))
        assert code == 0, said
        assert open_before.sql("from owned_audiences__segments").fetchall()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    manifest = json.loads((project.folder / "target" / "manifest.json").read_text())
    published = [
        node["alias"]
        for node in manifest["nodes"].values()
        if node["package_name"] == "owned_audiences" and node["config"].get("access") == "public"
    ]
    assert len(published) > 10
    broken = {}
    with duckdb.connect(str(copy), read_only=True) as connection:
        for table in published:
            try:
                connection.execute(f"from {table}").fetchall()
            except duckdb.Error as error:
                broken[table] = str(error)
    assert broken == {}
