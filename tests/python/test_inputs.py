"""The relation of interactions: what may stand in it, and what is said where it cannot be read."""

import pytest

ROWS = """
    select {columns}
    from (select cast(k as integer) as k from range(40) as numbers(k)) as numbers
"""
COLUMNS = {
    "interaction_id": "'i' || k",
    "user_id": "'u' || k % 5",
    "occurred_at": "timestamp '2024-01-01' + to_days(k)",
    "interaction_type": "'view'",
}
SOURCE = """
sources:
  - name: raw
    tables:
      - name: interactions
      - name: file
        config:
          meta:
            external_location: "read_parquet('{path}')"
"""
# other columns, and what the first person, time or value is
READ = {
    "integer ids": ({"user_id": "k"}, "user_id", "0"),
    "huge ids": ({"user_id": "cast(k as hugeint)"}, "user_id", "0"),
    "doubles as ids": ({"user_id": "6123456780000 + k::double"}, "user_id", "6123456780000"),
    "decimals as ids": ({"user_id": "k::decimal(18, 2)"}, "user_id", "0"),
    "ids in JSON": ({"user_id": "('\"u' || k || '\"')::json"}, "user_id", "u0"),
    "uuids": ({"user_id": "cast(md5(k::text) as uuid)"}, "length(user_id)", 36),
    "yes or no ids": ({"user_id": "k >= 0"}, "user_id", "true"),
    "enums": ({"interaction_type": "cast('x' as enum('x'))"}, "interaction_type", "x"),
    "text times": ({"occurred_at": "'2024-01-01'"}, "cast(day as text)", "2024-01-01"),
    "dates": ({"occurred_at": "date '2024-01-01'"}, "cast(day as text)", "2024-01-01"),
    "times with a zone": (
        {"occurred_at": "timestamptz '2024-01-01 23:00:00-05'"},
        "cast(day as text)",
        "2024-01-02",
    ),
    "nanoseconds": (
        {"occurred_at": "timestamp_ns '2024-01-01'"},
        "cast(day as text)",
        "2024-01-01",
    ),
    "nothing": ({"received_at": "null", "value": "null", "topic": "null"}, "value", None),
    "text values": ({"value": "'3.5'"}, "cast(value as text)", "3.5000"),
    "whole values": ({"value": "cast(3 as hugeint)"}, "cast(value as text)", "3.0000"),
    "long decimals": ({"value": "cast(3 as decimal(38, 10))"}, "cast(value as text)", "3.0000"),
    "doubles": ({"value": "3.25e0"}, "cast(value as text)", "3.2500"),
    "capitals": ({"user_id": None, "User_ID": "'U'"}, "user_id", "U"),
    "names of ours": (
        {name: "-1" for name in ("is_user", "identifier", "known_on", "day", "is_valid", "reasons")}
        | {name: "'x'" for name in ("raw_value", "arrival", "given", "dimension_key", "weekday")}
        | {"source": "{'a': [k]}", '"a column, with: odd name"': "k"},
        "cast(day as text)",
        "2024-01-01",
    ),
}
REFUSED = {
    "all that is missing": (
        {"interaction_id": None, "occurred_at": None, "occured_at": "current_timestamp"},
        "interaction_id is missing; occurred_at is missing (did you mean occured_at?)."
        " It has: user_id, interaction_type, occured_at.",
    ),
    "nobody": (
        {"user_id": None, "userid": "'u'"},
        "one of user_id and anonymous_id is missing (did you mean userid?). It has:",
    ),
    "epoch": (
        {"occurred_at": "1700000000"},
        "occurred_at is INTEGER, such as 1700000000, and must be a timestamp, a date or a text."
        " Write to_timestamp(occurred_at) in your model.",
    ),
    "date in digits": (
        {"occurred_at": "19970101::bigint"},
        "occurred_at is BIGINT, such as 19970101, and must be a timestamp, a date or a text."
        " Write strptime(cast(occurred_at as text), '%Y%m%d') in your model.",
    ),
    "date in digits with a gap": (
        {"occurred_at": "19970101::double"},
        "Write strptime(cast(cast(occurred_at as bigint) as text), '%Y%m%d') in your model.",
    ),
    "milliseconds": ({"occurred_at": "1700000000000"}, "Write epoch_ms(occurred_at) in your"),
    "microseconds": ({"occurred_at": "1700000000000000"}, "Write make_timestamp(occurred_at) in"),
    "other number": (
        {"occurred_at": "45778.5"},
        "such as 45778.5, and must be a timestamp, a date or a text. It has:",
    ),
    "received as epoch": ({"received_at": "1700000000"}, "received_at is INTEGER, such as 17000"),
    "list": (
        {"user_id": "[7]"},
        "user_id is INTEGER[], such as [7], and must be a text or a number.",
    ),
    "struct": ({"topic": "{'a': 7}"}, "such as {'a': 7}, and must be a text or a number."),
    "bytes": (
        {"interaction_id": "'a'::blob"},
        "interaction_id is BLOB, such as a, and must be a text",
    ),
    "values": ({"value": "[1]"}, "value is INTEGER[], such as [1], and must be a number."),
}


@pytest.fixture(scope="module")
def project(make_project, tmp_path_factory):
    path = tmp_path_factory.mktemp("file") / "interactions.parquet"
    ephemeral = "{{ config(materialized='ephemeral') }} select * from raw.interactions"
    models = {"passing.sql": ephemeral, "_sources.yml": SOURCE.format(path=path)}
    project = make_project(models=models)
    load(project)
    with project.connect() as connection:
        connection.execute(f"copy raw.interactions to '{path}'")
    return project


def load(project, **changed):
    columns = {name: sql for name, sql in (COLUMNS | changed).items() if sql is not None}
    project.load(
        ROWS.format(columns=", ".join(f"{sql} as {name}" for name, sql in columns.items()))
    )


def run(project, *arguments, interactions="{{ ref('shop', 'interactions') }}"):
    project.vars["interactions"] = interactions
    return project.dbt(
        "run",
        "--select",
        "+int_owned_audiences__rejected_interactions",
        "+int_owned_audiences__interactions",
        *arguments,
    )


@pytest.mark.parametrize("case", READ)
def test_values_of_many_types_are_read(project, case):
    changed, column, first = READ[case]
    load(project, **changed)
    done = run(project)
    assert done, done.said
    assert project.one("select count(*) from int_owned_audiences__interactions") == 40
    found = project.one(
        f"select {column} from int_owned_audiences__interactions order by occurred_at limit 1"
    )
    assert found == first


@pytest.mark.parametrize("case", REFUSED)
def test_columns_that_cannot_be_read_are_named(project, case):
    changed, sentence = REFUSED[case]
    load(project, **changed)
    done = run(project)
    assert not done
    failed = [name for name, status in done.statuses.items() if status == "error"]
    assert failed == ["stg_owned_audiences__interactions"]
    assert "the variable interactions names" in done.said
    assert sentence in done.said


@pytest.mark.parametrize(
    "interactions",
    [
        "{{ ref('shop', 'passing') }}",
        "{{ source('raw', 'interactions') }}",
        "{{ source('raw', 'file') }}",
    ],
)
def test_interactions_may_be_ephemeral_or_a_source_or_a_file(project, interactions):
    load(project)
    assert run(project, "--empty", interactions=interactions)
    assert project.one("select count(*) from int_owned_audiences__interactions") == 0
    done = run(project, interactions=interactions)
    assert done, done.said
    assert project.one("select count(*) from int_owned_audiences__interactions") == 40


def test_nothing_is_looked_at_before_there_is_anything(make_project):
    """To compile and to document need no interactions."""
    project = make_project()
    with project.connect():
        pass
    for command in ("parse", "compile --select stg_owned_audiences__interactions", "docs generate"):
        done = project.dbt(*command.split())
        assert done, done.said


def test_a_view_does_not_hold_the_clock_of_the_run_that_made_it(project):
    """It would go on to call everything after that run the future until it is built again."""
    load(project)
    done = run(project, "stg_owned_audiences__consents", "stg_owned_audiences__identity_links")
    assert done, done.said
    views = project.read(
        "select view_name, contains(sql, 'current_timestamp'), contains(sql, left(now()::text, 10))"
        " from duckdb_views() where view_name like 'stg_owned_audiences__%' order by all"
    )
    assert views == [
        ("stg_owned_audiences__consents", True, False),
        ("stg_owned_audiences__identity_links", True, False),
        ("stg_owned_audiences__interactions", True, False),
    ]
