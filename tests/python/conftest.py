import pytest

from project import AUDIENCE, INTERACTIONS, RAW, TEA, Project, load, synthetic_shop

# `make test` has two processes that take the next file each: with the longest files first, both
# end together. The order is that of `pytest --durations=0`, roughly; a new file may be left out.
LONGEST_FIRST = [
    *("run_changes", "run_edges", "install", "consent_and_erasure", "run_guard", "run_extremes"),
    *("run_kills", "exports", "run_canaries", "run_daily", "exposure", "configuration"),
    *("run_refusals", "run_consumer", "serving", "erasure_reach", "features", "run_time"),
    *("people", "run_audiences", "run_seeds", "run_histories", "inputs", "run_scoreboard"),
]


def pytest_collection_modifyitems(items):
    place = {f"test_{name}.py": number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """A folder with the package installed by dbt deps, shared by every project."""
    folder = tmp_path_factory.mktemp("packages")
    run = Project(folder / "shop", folder / "dbt_packages").dbt("deps")
    assert run, run.said
    return folder / "dbt_packages"


@pytest.fixture(scope="session")
def make_project(tmp_path_factory, packages):
    """Make a consumer project with audiences, over the table raw.interactions."""

    def make(*audiences, models=None, **settings):
        given = {
            "interactions": "{{ ref('shop', 'interactions') }}",
            "audiences": list(audiences),
            **settings,
        }
        all_models = {"interactions.sql": INTERACTIONS} | (models or {})
        folder = tmp_path_factory.mktemp("shop")
        return Project(folder, packages, vars=given, models=all_models)

    return make


@pytest.fixture(scope="session")
def shop():
    return synthetic_shop(people=600, days=420)


@pytest.fixture(scope="session")
def base(make_project, shop):
    """The shop's interactions as known at as_of, built once; read it only."""
    project = make_project(AUDIENCE, TEA, contact_types=["mail"])
    project.load(RAW, rows=shop.known)
    project.build()
    return project


@pytest.fixture(scope="session")
def simulated():
    """Fewer people and days, for the files that build often; some simulate their own."""
    return synthetic_shop(people=300, days=230, seed=12)


@pytest.fixture(scope="session")
def built(make_project, simulated):
    """What is known of these people at as_of, built once; read it or build a copy."""
    project = make_project(AUDIENCE)
    load(project, simulated, simulated.as_of)
    project.build()
    return project
