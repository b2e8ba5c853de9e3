"""How a time that came as text is read, in a session whose time zone is not UTC."""

import datetime as dt

import pytest

TEN = dt.datetime(2025, 5, 1, 10)
TWO_HOURS = dt.timedelta(hours=2)
MIDNIGHT = dt.datetime(2025, 5, 1)
TIMES = {
    # without an offset: UTC
    "2025-05-01": MIDNIGHT,
    "20250501": MIDNIGHT,
    "2025-5-1": MIDNIGHT,
    "2025-05-01 10": TEN,
    "2025-05-01 10:00": TEN,
    "2025-05-01 10:00:00": TEN,
    "2025/05/01 10:00:00": TEN,
    " 2025-05-01 10:00:00": TEN,
    "2025-05-01 10:00:00 ": TEN,
    "\t2025-05-01 10:00:00\r\n": TEN,
    "2025-05-01 10:00:00,123": TEN.replace(microsecond=123000),
    "2025-05-01T10:00:00.1234567": TEN.replace(microsecond=123456),
    # in UTC
    "2025-05-01T10:00:00Z": TEN,
    "2025-05-01T10:00:00z": TEN,
    "2025-05-01T10:00:00Z ": TEN,
    "2025-05-01T10:00Z": TEN,
    "2025-05-01T10Z": TEN,
    "20250501T100000Z": TEN,
    "2025-05-01T10:00:00.0000000Z": TEN,
    "2025-05-01T10:00:00,123Z": TEN.replace(microsecond=123000),
    "2025-05-01 10:00:00 UTC": TEN,
    "2025-05-01 10:00:00.123456 UTC": TEN.replace(microsecond=123456),
    "2025-05-01 10:00:00 GMT": TEN,
    "2025-05-01T10:00:00-00": TEN,
    "2025-05-01T24:00:00Z": MIDNIGHT + dt.timedelta(days=1),
    "2025-05-01T10:00Z[UTC]": TEN,
    # with an offset
    "2025-05-01T10:00:00+0200": TEN - TWO_HOURS,
    "2025-05-01T10:00:00+02": TEN - TWO_HOURS,
    "2025-05-01T10:00:00.000+02:00": TEN - TWO_HOURS,
    "2025-05-01T10:00:00+02:00[Europe/Berlin]": TEN - TWO_HOURS,
    "2025-05-01 10:00:00 +0200": TEN - TWO_HOURS,
    "2025-05-01 10:00:00 +02:00": TEN - TWO_HOURS,
    "2025-05-01T10:00+02:00": TEN - TWO_HOURS,
    "2025-05-01 10:00+02": TEN - TWO_HOURS,
    "2025-05-01T10:00:00 -05:30": TEN + dt.timedelta(hours=5, minutes=30),
    "2025-05-01T10:00:00−05:00": TEN + dt.timedelta(hours=5),  # noqa: RUF001 - a minus sign
    # what could be misread, or is no time
    "2025-05-01 10:00:00 Europe/Berlin": None,
    "2025-05-01T10:00:00[Europe/Berlin]": None,
    "2025-05-01 10:00:00 CEST": None,
    "2025-05-01 10:00:00 EST": None,
    "2025-05-01 10:00 AM": None,
    "2025-05-01 10:00:00 PM": None,
    "05/01/2025 10:00": None,
    "01.05.2025": None,
    "25-05-01": None,
    "2025-05-01 (BC)": None,
    "-2025-05-01": None,
    "12025-05-01": None,
    "1714557600": None,
    "1763632800000000": None,
    "20251301": None,
    "2025-02-30": None,
    "2025-05-01T25:00:00Z": None,
    "2025-05-01 1000": None,
    "2025-05-01 10:00:00+25:00": None,
    "2025-05-01+02:00": None,
    "2025-05-01Z": None,
    "Thu, 01 May 2025 10:00:00 GMT": None,
    "infinity": None,
    "-infinity": None,
    "epoch": None,
    "now": None,
    "today": None,
    "": None,
}
# expressions of other types
TYPED = {
    "timestamp '2025-05-01 10:00:00'": TEN,
    "timestamptz '2025-05-01 10:00:00+02:00'": TEN - TWO_HOURS,
    "timestamp_ns '2025-05-01 10:00:00'": TEN,
    "date '2025-05-01'": MIDNIGHT,
    "cast('2025-05-01T10:00:00+02:00' as enum('2025-05-01T10:00:00+02:00'))": TEN - TWO_HOURS,
    "cast('\"2025-05-01T10:00:00+02:00\"' as json)": TEN - TWO_HOURS,
    "timestamp 'infinity'": None,
    "timestamptz '-infinity'": None,
    "date 'infinity'": None,
    "null": None,
    # what an adapter may be given
    "20250501": MIDNIGHT,
    "1714557600": None,
    "1714557600.5": None,
    "true": None,
}


@pytest.fixture(scope="module")
def read(make_project):
    """The texts, and the values of other types, as the package reads them."""
    each = [
        f"select {number} as number, {{{{ owned_audiences.utc_timestamp('x') }}}} as read_at"
        f" from (select {expression} as x) as one"
        for number, expression in enumerate(TYPED)
    ]
    models = {
        "texts.sql": (
            "select text, {{ owned_audiences.utc_timestamp('text') }} as read_at from raw.texts"
        ),
        "typed.sql": "\nunion all\n".join(each),
    }
    project = make_project(models=models)
    project.config = {"models": {"shop": {"+materialized": "table"}}}
    project.time_zone = "America/New_York"
    with project.connect() as connection:
        connection.execute("create schema raw; create table raw.texts (text text)")
        connection.executemany("insert into raw.texts values (?)", [[text] for text in TIMES])
    run = project.dbt("run", "--select", "texts", "typed")
    assert run, run.said
    return dict(project.read("select text, read_at from texts")), dict(
        project.read("select number, read_at from typed")
    )


@pytest.mark.parametrize("text", TIMES)
def test_a_text_is_the_time_in_utc_or_none(read, text):
    assert read[0][text] == TIMES[text]


@pytest.mark.parametrize("expression", TYPED)
def test_a_value_of_another_type_is_the_time_in_utc_or_none(read, expression):
    assert read[1][list(TYPED).index(expression)] == TYPED[expression]
