"""From nothing: the README's lines as printed, the wheel, the sdist, halves that differ."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import duckdb
import pytest

import owned_audiences
from project import REPO

ADDRESS = "https://git.example.com/owned_audiences.git"
VERSION = owned_audiences.__version__


def run(command, folder, env=None, succeeds=True):
    """Run a command and give what it printed."""
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, shell=False
    )
    output = done.stdout + done.stderr
    assert (done.returncode == 0) is succeeds, output
    return output


def quick_start():
    """The lines of the README's first block of commands."""
    (block, *_) = re.findall(r"```bash\n(.*?)```", (REPO / "README.md").read_text(), re.DOTALL)
    return block.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The files of the repository as they are now, without what is ignored."""
    folder = tmp_path_factory.mktemp("source") / "owned_audiences"
    listed = run(["git", "ls-files", "-co", "--exclude-standard"], REPO).splitlines()
    for name in listed:
        if (REPO / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPO / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def elsewhere(source):
    """An environment in which the repository's address leads to a tagged copy of it."""
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "as it is now"],
        ["tag", f"v{VERSION}"],
    ):
        run(["git", *command], source)
    kept = ("PYTHONPATH", "VIRTUAL_ENV", "OWNED_AUDIENCES_LIBRARY_VERSION")
    env = {key: value for key, value in os.environ.items() if key not in kept}
    return env | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{source}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "PIP_CONSTRAINT": str(REPO / "constraints.txt"),
    }


@pytest.fixture(scope="module")
def shop(elsewhere, tmp_path_factory):
    """What the README's lines made in an empty folder, and what they printed."""
    folder = tmp_path_factory.mktemp("empty")
    return folder, run(["bash", "-euc", quick_start()], folder, elsewhere)


def test_the_readmes_lines_give_segments(shop):
    assert len(quick_start().splitlines()) <= 10
    folder, printed = shop
    assert (folder / "shop.duckdb").exists()
    assert re.search(r"big_buyers: scorecard, trained as of", printed)
    rows = re.findall(r"^│ \d+ +│ high +│ .* │ (.*?) *│$", printed, re.MULTILINE)
    with duckdb.connect(str(folder / "shop.duckdb"), read_only=True) as connection:
        segments = "from owned_audiences__segments order by propensity desc limit 5"
        reasons = connection.sql(f"select reason_1 {segments}").fetchall()
    assert [(row,) for row in rows] == reasons


def test_the_library_is_not_that_of_the_repository(shop, elsewhere):
    folder = shop[0]
    where = [".venv/bin/python", "-c", "import owned_audiences; print(owned_audiences.__file__)"]
    assert str(folder) in run(where, folder, elsewhere)


def distributions(source, folder):
    """Build the sdist, and the wheel from it."""
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(source)]
    run(command, folder)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


def dbt_build(folder, env):
    return run([".venv/bin/dbt", "build", "--no-use-colors"], folder, env, succeeds=False)


def pip_command(said):
    """The command that a message names."""
    (command,) = re.findall(r"run `(pip .*?)`", said)
    return command


def test_halves_that_differ_or_are_missing_are_told(shop, elsewhere, source, tmp_path):
    """The command of the message works as printed, from any folder, wherever packages are put."""
    folder = shop[0]
    pip = [".venv/bin/pip", "-q"]
    other = tmp_path / "other"
    shutil.copytree(source, other, ignore=shutil.ignore_patterns(".git"))
    for name in ("pyproject.toml", "src/owned_audiences/__init__.py"):
        text = (other / name).read_text()
        (other / name).write_text(text.replace(f'"{VERSION}"', '"9.9.9"'))
    run([*pip, "install", "--no-deps", str(other)], folder, elsewhere)
    said = dbt_build(folder, elsewhere)
    assert f"The Python half of the package is 9.9.9, and the dbt half {VERSION}" in said
    packages = folder / "dbt_packages"
    assert pip_command(said) == f'pip install "{packages}/owned_audiences[duckdb]"'
    assert "Traceback" not in said
    run([*pip, "uninstall", "-y", "owned-audiences"], folder, elsewhere)
    project = (folder / "dbt_project.yml").read_text()
    path = "{packages-install-path: their packages, name: shop"
    (folder / "dbt_project.yml").write_text(project.replace("{name: shop", path))
    run([".venv/bin/dbt", "deps"], folder, elsewhere)
    said = dbt_build(folder, elsewhere)
    assert "The Python half of the package is missing" in said
    assert "Traceback" not in said
    env = elsewhere | {"PATH": f"{folder}/.venv/bin:{elsewhere['PATH']}"}
    run(["bash", "-euc", pip_command(said)], tmp_path, env)
    assert "their packages" in pip_command(said)
    run(
        [".venv/bin/dbt", "run", "--select", "int_owned_audiences__configuration"],
        folder,
        elsewhere,
    )


def test_wheel_and_sdist_work_without_the_repository(source, tmp_path):
    """Installed into folders of their own, next to the packages that they need."""
    wheel, sdist = distributions(source, tmp_path)
    with tarfile.open(sdist) as archive:
        names = {Path(name).name for name in archive.getnames()}
    assert {"LICENSE", "README.md", "training.py", "dbt_owned_audiences.py"} <= names
    use = (
        "import owned_audiences, dbt_owned_audiences, numpy as np;"
        "X = np.random.default_rng(0).normal(size=(200, 2));"
        "model = owned_audiences.Scorecard().fit(X, X[:, 0] > 0);"
        "print(owned_audiences.__version__, owned_audiences.__file__)"
    )
    for distribution in (wheel, sdist):
        target = tmp_path / distribution.suffix.strip(".")
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
        command += ["--target", str(target), str(distribution)]
        run(command, tmp_path)
        env = {**os.environ, "PYTHONPATH": str(target)}
        printed = run([sys.executable, "-c", use], tmp_path, env)
        assert printed.split()[0] == VERSION
        assert str(target) in printed
