"""The two halves agree, everything is described, declared and parses without a warning."""

import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import jinja2
import pytest
import yaml

import owned_audiences
from owned_audiences.hindsight import PUBLISHED
from project import REPO

PARSE = """
import sys
from dbt.jsonschemas import jsonschemas
jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")  # else dbt does not look at the properties
from dbt.cli.main import dbtRunner
sys.exit(not dbtRunner().invoke(sys.argv[1:]).success)
"""
SQL = [path for folder in ("macros", "models") for path in sorted((REPO / folder).rglob("*.sql"))]


@pytest.fixture(scope="module")
def project_file():
    return yaml.safe_load((REPO / "dbt_project.yml").read_text())


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    """What dbt says when it parses the repo itself, and the manifest."""
    target = tmp_path_factory.mktemp("target")
    arguments = ["parse", "--show-all-deprecations", "--no-partial-parse", "--no-use-colors"]
    arguments += ["--no-send-anonymous-usage-stats", "--log-path", str(target)]
    arguments += ["--project-dir", str(REPO), "--profiles-dir", str(REPO)]
    done = subprocess.run(
        [sys.executable, "-c", PARSE, *arguments, "--target-path", str(target)],
        capture_output=True,
        text=True,
        cwd=target,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr, json.loads((target / "manifest.json").read_text())


def test_both_halves_have_one_version(project_file):
    library = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["version"]
    macro = (REPO / "macros" / "config" / "package_version.sql").read_text()
    (checked,) = re.findall(r"return\('([\d.]+)'\)", macro)
    assert project_file["version"] == library == owned_audiences.__version__ == checked


def test_dbt_parses_without_a_warning(parsed):
    output = parsed[0]
    assert not re.search(r"deprecat|warning", output, re.IGNORECASE), output


def texts(value):
    """Every string in what JSON can hold, keys included."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_nothing_in_the_manifest_is_markup(parsed):
    """`dbt docs generate --static` puts it into a script element, which markup could close."""
    manifest = parsed[1]
    ours = {
        part: {
            name: one
            for name, one in manifest[part].items()
            if one.get("package_name") == "owned_audiences"
        }
        for part in ("nodes", "macros", "docs", "unit_tests")
    }
    assert all(ours.values())
    assert [text for text in texts(ours) if re.search(r"<[a-zA-Z/!]", text)] == []


def published(manifest):
    return {
        node["name"]
        for node in manifest["nodes"].values()
        if node["package_name"] == "owned_audiences" and node["config"].get("access") == "public"
    }


def test_the_overview_names_what_is_published(parsed):
    manifest = parsed[1]
    overview = manifest["docs"]["doc.owned_audiences.__owned_audiences__"]["block_contents"]
    named = set(re.findall(r"`(owned_audiences__\w+)`", overview))
    assert named - {"owned_audiences__"} == published(manifest)


def rooms():
    """The rooms in the order of the flow, as the picture draws them."""
    page = (REPO / "docs" / "architecture.md").read_text()
    steps = re.findall(r"^    (\w+)(?:\[.*\])? --> (\w+)", page, re.MULTILINE)
    assert all(later == then for (_, later), (then, _) in itertools.pairwise(steps))
    return [room for _, room in steps[:-1]]


def test_a_room_reads_only_the_rooms_before_it(parsed):
    order = rooms()
    models = {
        node["unique_id"]: node
        for node in nodes(parsed[1], "model")
        if node["package_name"] == "owned_audiences"
    }
    room_of = {name: node["fqn"][2] for name, node in models.items()}
    assert set(room_of.values()) == set(order)
    assert {node["fqn"][1] for node in models.values()} == {"owned_audiences"}
    backwards = [
        (name, read)
        for name, node in models.items()
        for read in node["depends_on"]["nodes"]
        if read in models and order.index(room_of[read]) > order.index(room_of[name])
    ]
    assert backwards == []
    assert {room_of[name] for name, node in models.items() if node["access"] == "public"} == {
        "published"
    }
    page = (REPO / "docs" / "architecture.md").read_text()
    assert re.findall(r"^\| (\w+) \|", page, re.MULTILINE)[1:] == order


def test_what_looks_back_is_drawn(parsed):
    """A model that reads a relation of the last run by name, not by ref."""
    page = (REPO / "docs" / "architecture.md").read_text()
    drawn = set(re.findall(r"^    (\w+) -\. .* \.-> (\w+)", page, re.MULTILINE))
    room_of = {node["name"]: node["fqn"][2] for node in nodes(parsed[1], "model")}
    found = set()
    for path in (REPO / "models").rglob("*.sql"):
        for read in re.findall(r"previous_relation\('(\w+)'\)", path.read_text()):
            found.add((room_of[read], room_of[path.stem]))
    assert {edge for edge in found if edge[0] != edge[1]} == drawn


def registry():
    """What the macro `inputs` returns: the contract of each input, by its name."""
    found = []
    text = (REPO / "macros" / "inputs" / "inputs.sql").read_text()
    template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(text)
    template.make_module({"return": lambda value: found.append(value) or ""}).inputs()
    return found[0]


def test_every_input_says_what_it_is():
    keys = {"description", "columns", "one_of", "is_learned_from", "has_unused_rows"}
    keys |= {"counted_on", "counted_per", "feature_name"}
    for name, of_input in registry().items():
        assert {"description", "columns"} <= set(of_input) <= keys, name
        for column, contract in of_input["columns"].items():
            assert {"type", "description"} <= set(contract), (name, column)
            assert set(contract) <= {"type", "description", "is_optional"}, (name, column)
        for column in of_input.get("one_of", []):
            assert of_input["columns"][column]["is_optional"], (name, column)


def test_every_input_has_a_staging_model_that_says_what_is_not_used(parsed):
    models = {node["name"]: node for node in nodes(parsed[1], "model")}
    staged = {name.split("__")[1] for name in models if name.startswith("stg_")}
    assert staged == set(registry())
    for name, of_input in registry().items():
        listed = models[f"stg_owned_audiences__{name}"]["columns"]
        needed = {of_input.get(key) for key in ("counted_on", "counted_per", "feature_name")}
        needed |= {"user_id"} & set(of_input["columns"])
        needed |= {"exclusion_reason"} if name != "interactions" else set()
        assert needed - {None} <= set(listed), name


def test_the_tables_of_the_docs_are_those_of_the_registry():
    """In docs/inputs.md a table of columns below each input's heading, in the same order."""
    shown = {"string": "text", "decimal(18, 4)": "number", "double": "number"}
    sections = re.split(r"^##+ ", (REPO / "docs" / "inputs.md").read_text(), flags=re.MULTILINE)
    documented = {
        found[1]: re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*) \|$", section, re.MULTILINE)
        for section in sections
        if (found := re.match(r"`(\w+)`\n", section))
    }
    assert documented == {
        name: [
            (
                column,
                shown.get(contract["type"], contract["type"]),
                "yes"
                if not contract.get("is_optional")
                else "one of the two"
                if column in of_input.get("one_of", [])
                else "no",
                contract["description"],
            )
            for column, contract in of_input["columns"].items()
        ]
        for name, of_input in registry().items()
    }


def test_every_variable_that_is_used_is_declared_and_the_other_way_round(project_file):
    declared = set(project_file["vars"])
    used = set(registry())
    for path in SQL:
        used |= set(re.findall(r"""\bvar\(\s*['"](\w+)['"]""", path.read_text()))
    used.discard("owned_audiences")  # what the user set, as a whole
    assert used == declared


def test_no_variable_has_a_default_of_its_own():
    for path in SQL:
        inline = re.findall(r"""\bvar\(\s*['"](\w+)['"]\s*,""", path.read_text())
        assert set(inline) <= {"owned_audiences"}, path


def test_every_variable_is_checked_and_on_its_page(project_file):
    macro = (REPO / "macros" / "config" / "settings.sql").read_text()
    settings = macro[: macro.index("endmacro")]
    checked = re.findall(r"'(\w+)': var\('(\w+)'\)", settings)
    assert [name for name, _ in checked] == [name for _, name in checked]
    inputs = registry()
    assert {name for name, _ in checked} | set(inputs) == set(project_file["vars"])
    page = (REPO / "docs" / "variables.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|([^|]+)\| `([^|]+)` \| (.*) \|$", page, re.MULTILINE)
    assert {name: yaml.safe_load(default) for name, _, default, _ in rows} == project_file["vars"]
    meanings = {name: meaning for name, kind, _, meaning in rows if kind == " relation "}
    assert meanings == {name: of_input["description"] for name, of_input in inputs.items()}


def test_every_key_of_an_audience_is_on_its_page():
    macro = (REPO / "macros" / "config" / "audience_keys.sql").read_text()
    keys = macro[macro.index("macro audience_keys") :]
    known = re.findall(r"'(\w+)'", keys[: keys.index("endmacro")])
    page = (REPO / "docs" / "audiences.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == known


def test_every_key_of_an_export_is_on_its_page():
    macro = (REPO / "macros" / "exports" / "export_keys.sql").read_text()
    keys = macro[macro.index("macro export_keys") :]
    known = re.findall(r"'(\w+)'", keys[: keys.index("endmacro")])
    page = (REPO / "docs" / "exports.md").read_text()
    settings = page[page.index("| key |") : page.index("## What each destination gets")]
    assert re.findall(r"^\| `(\w+)` \|", settings, re.MULTILINE) == known


def test_every_variable_has_a_comment(project_file):
    lines = (REPO / "dbt_project.yml").read_text().splitlines()
    for name in project_file["vars"]:
        line = next(line for line in lines if line.startswith(f"  {name}:"))
        assert "#" in line, name


def nodes(manifest, *kinds):
    return [node for node in manifest["nodes"].values() if node["resource_type"] in kinds]


def test_every_model_and_seed_says_what_a_row_is(parsed):
    silent = [
        node["name"]
        for node in nodes(parsed[1], "model", "seed")
        if not node["description"].startswith("One row per")
    ]
    assert silent == []


def test_every_column_of_a_published_model_is_typed_and_described(parsed):
    for node in nodes(parsed[1], "model"):
        if node["name"].startswith("owned_audiences__"):
            assert node["access"] == "public", node["name"]
            assert node["contract"]["enforced"], node["name"]
            assert node["columns"], node["name"]
            for column in node["columns"].values():
                assert column["description"], f"{node['name']}.{column['name']}"
                assert column["data_type"], f"{node['name']}.{column['name']}"


def test_every_column_that_is_listed_is_described(parsed):
    silent = [
        f"{node['name']}.{column['name']}"
        for node in nodes(parsed[1], "model", "seed")
        for column in node["columns"].values()
        if not column["description"]
    ]
    assert silent == []


def test_a_column_that_means_the_same_is_described_once(parsed):
    """What stands three times or more is a doc block of columns.md, and every block is used."""
    folders = ("models", "python_models")
    files = [path for folder in folders for path in (REPO / folder).rglob("_*.yml")]
    written = Counter(
        column["description"]
        for path in files
        for model in yaml.safe_load(path.read_text()).get("models", ())
        for column in model.get("columns", ())
    )
    reference = re.compile(r"\{\{ doc\(\"(\w+)\"\) \}\}")
    assert [text for text, n in written.items() if n > 2 and not reference.fullmatch(text)] == []
    blocks = {
        block["name"]: block["block_contents"]
        for block in parsed[1]["docs"].values()
        if block["original_file_path"].endswith("columns.md")
    }
    assert {found[1] for text in written if (found := reference.fullmatch(text))} == set(blocks)
    assert len(set(blocks.values())) == len(blocks)
    assert set(blocks.values()).isdisjoint(written)


def macro_of_the_file(macro):
    return macro["name"] == Path(macro["original_file_path"]).stem


def test_every_macro_that_others_call_has_a_file_of_its_name(parsed):
    ours = [
        macro
        for macro in parsed[1]["macros"].values()
        if macro["package_name"] == "owned_audiences" and macro["path"].startswith("macros")
    ]
    files = {macro["original_file_path"] for macro in ours}
    named = {macro["original_file_path"] for macro in ours if macro_of_the_file(macro)}
    assert files == named
    folders = ("macros", "models", "tests")
    texts = {
        path.relative_to(REPO): re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        for folder in folders
        for path in sorted((REPO / folder).rglob("*.sql"))
    }
    shared = [
        (macro["name"], str(path))
        for macro in ours
        if not macro_of_the_file(macro)
        for path, text in texts.items()
        if path != Path(macro["original_file_path"]) and re.search(rf"\b{macro['name']}\(", text)
    ]
    assert shared == []


def test_every_macro_and_its_arguments_are_described_and_typed(parsed):
    """That the arguments are the macro's own, dbt says itself: see flags in dbt_project.yml."""
    for macro in parsed[1]["macros"].values():
        if macro["package_name"] == "owned_audiences" and macro_of_the_file(macro):
            assert macro["description"], macro["name"]
            for argument in macro["arguments"]:
                assert argument["type"], (macro["name"], argument["name"])
                assert argument["description"], (macro["name"], argument["name"])


def test_a_macro_without_portable_sql_says_so(parsed):
    """Whatever has SQL for one engine has a default: portable SQL, or a clear refusal."""
    names = {
        macro["name"]
        for macro in parsed[1]["macros"].values()
        if macro["package_name"] == "owned_audiences"
    }
    engines = {name for name in names if name.startswith("duckdb__")}
    assert engines
    assert {name.replace("duckdb__", "default__") for name in engines} <= names


def test_every_macro_has_a_comment(parsed):
    silent = [
        macro["name"]
        for macro in parsed[1]["macros"].values()
        if macro["package_name"] == "owned_audiences"
        and not re.match(r"default__|test_", macro["name"])
        and not comment_above(macro)
    ]
    assert silent == []


def comment_above(macro):
    """Whether a comment stands right above the macro, or at the top of its file for all in it."""
    text = (REPO / macro["original_file_path"]).read_text()
    own = re.search(r"#\}\s*\{%-? macro " + macro["name"] + r"\(", text)
    return bool(own) or text.startswith("{#")


def test_names_are_those_of_the_package(parsed):
    prefix = re.compile(r"(stg_|int_)?owned_audiences__\w+")
    for node in nodes(parsed[1], "model", "seed"):
        assert prefix.fullmatch(node["name"]), node["name"]


def upstream(manifest, name):
    """The names of all models that a model comes from."""
    found, to_visit = set(), [f"model.owned_audiences.{name}"]
    while to_visit:
        for parent in manifest["parent_map"][to_visit.pop()]:
            if parent.startswith("model.") and parent not in found:
                found.add(parent)
                to_visit.append(parent)
    return {unique_id.split(".")[-1] for unique_id in found}


def test_everything_is_published_after_the_guard_and_the_segment_events_last(parsed):
    """They complete the run; segment_history is a view of them."""
    names = {node["name"] for node in nodes(parsed[1], "model")}
    published = {name for name in names if name.startswith("owned_audiences__")}
    guard, last = "int_owned_audiences__guard", "owned_audiences__segment_events"
    history = "owned_audiences__segment_history"
    assert [name for name in published if guard not in upstream(parsed[1], name)] == []
    assert published - upstream(parsed[1], last) == {last, history}
    assert names - published - {guard} - upstream(parsed[1], guard) == set()


def test_hindsight_is_looked_for_in_every_published_table_that_could_have_it(parsed):
    """What is left out speaks of a run's own rows, or (drift) looks at a sample of keys."""
    of_the_rows = (
        *("canaries", "drift", "erased_interactions", "export_events", "export_log", "inputs"),
        *("rejected_interactions", "run_audiences", "run_tiers", "runs", "scoring_coverage"),
        *("shared_identifiers", "unused_input_rows"),
    )
    published = {
        node["name"].removeprefix("owned_audiences__")
        for node in parsed[1]["nodes"].values()
        if node["resource_type"] == "model" and node["name"].startswith("owned_audiences__")
    }
    assert published == {*PUBLISHED, *of_the_rows}


def test_the_wheel_holds_both_modules(tmp_path):
    pytest.importorskip("build")
    pytest.importorskip("setuptools", minversion="77")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
    ]
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (source / name).write_bytes((REPO / name).read_bytes())
    leftovers = shutil.ignore_patterns("*.egg-info", "__pycache__")
    shutil.copytree(REPO / "src", source / "src", ignore=leftovers)
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    library = {
        str(path.relative_to(REPO / "src")) for path in (REPO / "src/owned_audiences").glob("*.py")
    }
    assert library | {"dbt_owned_audiences.py", "owned_audiences/py.typed"} <= names
