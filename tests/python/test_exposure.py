"""What a list gives away, where it is known what it holds."""

import csv
import datetime as dt
import hashlib
import tomllib

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from owned_audiences.cli import main
from owned_audiences.exposure import (
    ACTIVITY,
    ALL_TOPICS,
    NOTHING,
    Question,
    Snapshot,
    best_tenth,
    measure_exposure,
    shuffle,
)
from owned_audiences.receiver import match_blinded
from project import REPO

HORIZON = 30
PEOPLE = 3_000
QUESTION = Question("buyers", "purchase", ("tea", "rare"), HORIZON)


def snapshot(seed, rates=(0.05, 0.3), people=PEOPLE):
    """A fifth is on the list; `rates` are those of others and of members who do tea next."""
    rng = np.random.default_rng(seed)
    listed = rng.random(people) < 0.2
    other = rng.random((people, 4)) < 0.3
    recency = rng.integers(1, 90, people).astype(float)
    acts = rng.random(people) < np.where(listed, rates[1], rates[0]) * 2 * (90 - recency) / 90
    first = np.where(acts, rng.integers(0, HORIZON, people), np.inf)
    first[rng.random(people) < 0.1] = -1  # they had done it before
    first_day = np.column_stack([first, np.where(np.arange(people) < 3, 5.0, np.inf)])
    by_topic = np.column_stack([listed & (rng.random(people) < 0.9), other])
    shapes = {"list": listed[:, None], "lists_by_topic": by_topic, "suppression_list": other[:, :1]}
    ids = np.array([f"person {k}" for k in range(people)])
    flags = {name: columns.astype(float) for name, columns in shapes.items()}
    return Snapshot(dt.date(2024, seed, 1), ids, recency[:, None], flags, first_day)


def measured(**settings):
    rows = measure_exposure(
        QUESTION, [snapshot(1, **settings), snapshot(2, **settings)], snapshot(3, **settings)
    )
    return {(row.topic, row.shape, row.receiver_knows): row for row in rows}


@pytest.fixture(scope="module")
def telling():
    return measured()


def test_a_list_that_tells_raises_the_hits(telling):
    for knows in (NOTHING, ACTIVITY):
        bare, sent = telling["tea", "none", knows], telling["tea", "list", knows]
        assert sent.hits > 1.3 * bare.hits
        assert sent.auc_gain_low > 0.05
        assert sent.auc_gain == pytest.approx(sent.auc - bare.auc)
    # as many are expected in the best tenth as its members' rate says
    sent = telling["tea", "list", NOTHING]
    assert sent.hits == pytest.approx(0.3 * sent.best_tenth, rel=0.25)


def test_chance_is_a_tenth_of_the_people_who_acted(telling):
    chance = telling["tea", "none", NOTHING]
    assert chance.hits == pytest.approx(chance.acted * chance.best_tenth / chance.people, abs=0.06)
    assert (chance.auc, chance.auc_low, chance.auc_high, chance.listed) == (0.5, 0.5, 0.5, None)
    known = telling["tea", "none", ACTIVITY]
    assert known.auc_low > 0.55
    assert known.hits > chance.hits


def test_hashing_and_blinding_change_nothing(telling):
    for plain in ("list", "lists_by_topic"):
        for knows in (NOTHING, ACTIVITY):
            a, b = telling["tea", plain, knows], telling["tea", f"hashed_{plain}", knows]
            assert (a.hits, a.auc, a.listed) == (b.hits, b.auc, b.listed)


def test_lists_that_tell_nothing_and_the_control_do_not(telling):
    for knows in (NOTHING, ACTIVITY):
        for shape in ("shuffled_list", "suppression_list"):
            row = telling["tea", shape, knows]
            assert abs(row.auc_gain) < 0.03
            assert row.auc_gain < telling["tea", "list", knows].auc_gain_low
    silent = measured(rates=(0.1, 0.1))
    for knows in (NOTHING, ACTIVITY):
        row = silent["tea", "list", knows]
        assert abs(row.auc_gain) < 0.03
        assert row.hits < 1.3 * silent["tea", "none", knows].hits


def test_people_who_had_done_it_before_are_left_out(telling):
    tested = snapshot(3).first_day[:, 0]
    row = telling["tea", "list", NOTHING]
    assert row.people == np.sum(tested >= 0)
    assert row.acted == np.sum((tested >= 0) & (tested < HORIZON))


def test_a_topic_that_too_few_did_is_left_out(telling):
    assert {topic for topic, _, _ in telling} == {"tea", ALL_TOPICS}
    total = telling[ALL_TOPICS, "list", NOTHING]
    assert (total.hits, total.auc) == pytest.approx(
        (telling["tea", "list", NOTHING].hits, telling["tea", "list", NOTHING].auc)
    )


def test_one_class_is_said_in_a_sentence():
    with pytest.raises(ValueError, match=r"of none of 2 topics did 20 people do a purchase"):
        measured(rates=(0, 0))


@pytest.mark.parametrize(
    ("scores", "acted", "hits"),
    [
        (np.arange(20), np.arange(20) >= 18, 2),
        (np.arange(20), np.arange(20) < 2, 0),
        (np.zeros(20), np.arange(20) < 5, 0.5),  # 2 of 20 at random, a quarter of whom acted
        (np.r_[9.0, np.zeros(19)], np.r_[True, np.ones(19, bool)], 2),
        (np.array([1.0, 0.0]), np.array([True, False]), 1),
    ],
)
def test_ties_at_the_end_of_the_best_tenth_count_by_their_share(scores, acted, hits):
    assert best_tenth(scores.astype(float), acted)[1] == pytest.approx(hits)


def test_a_blinded_list_has_the_same_people_under_other_numbers():
    ids = np.array(["a", "b", "c", "d"])
    columns = np.array([[1.0, 0, 1], [0, 0, 0], [0, 1, 0], [0, 0, 1]])
    matched = match_blinded(ids, columns)
    assert sorted(map(tuple, (matched > 0).T)) == sorted(map(tuple, (columns > 0).T))
    assert not np.array_equal(matched, columns)
    assert np.array_equal(match_blinded(ids, np.zeros((4, 1))), np.zeros((4, 1)))


def test_a_shuffled_list_is_as_long_and_does_not_depend_on_the_order():
    one = snapshot(1)
    shuffled = shuffle(one.person_id, one.shapes["list"])
    assert shuffled.sum() == one.shapes["list"].sum()
    assert np.mean(shuffled == one.shapes["list"]) < 0.8
    back = np.arange(PEOPLE)[::-1]
    assert np.array_equal(shuffle(one.person_id[back], one.shapes["list"][back])[back], shuffled)


# A warehouse of 1,200 people: fans buy coffee often and, by and by, tea and cake; others hardly do.
AS_OF = dt.date(2024, 12, 31)
TOPICS = ("coffee", "tea", "cake", "milk")
AUDIENCE = {
    "audience": "coffee_buyers",
    "audience_type": "desired_action",
    "desired_action": "interaction_type = 'purchase' and topic = 'coffee'",
    "is_absent": False,
    "eligible": "days_since_last_interaction <= 200",
    "horizon_days": 40,
    "gap_days": 0,
    "cooldown_days": 7,
    "tiers": '{"high": 0.1, "medium": 0.3}',
    "as_of": AS_OF,
}


def build(path, schema="main", audience=(), extra=()):
    """The tables that the command reads, as the package builds them."""
    rng = np.random.default_rng(5)
    rows = []
    for person in range(1_200):
        fan = person % 4 == 0
        for topic, rate in enumerate((0.03 if fan else 0.001, *(0.0025 if fan else 0.0003,) * 2)):
            rows += [(person, topic, int(day)) for day in np.flatnonzero(rng.random(360) < rate)]
        rows += [(person, 3, int(day)) for day in np.flatnonzero(rng.random(360) < 0.03)]
    start = AS_OF - dt.timedelta(360)
    rows = [(person, topic, start + dt.timedelta(day)) for person, topic, day in rows] + list(extra)
    settings = AUDIENCE | dict(audience)
    with duckdb.connect(str(path)) as con:
        con.execute(f"create schema if not exists {schema}; use {schema}")
        con.execute("create table raw (person integer, dimension integer, day date)")
        people, dimensions, days = (list(column) for column in zip(*rows, strict=True))
        con.execute(
            "insert into raw select unnest(?), unnest(?), unnest(?)", [people, dimensions, days]
        )
        con.execute("create table raw_topics (k integer, topic text)")
        con.executemany("insert into raw_topics values (?, ?)", list(enumerate(TOPICS)))
        names = ", ".join(f"? as {name}" for name in settings)
        con.execute(
            f"create table int_owned_audiences__audiences as select {names}",
            list(settings.values()),
        )
        con.execute(
            """
            create table int_owned_audiences__persons as
                select distinct person as person_key, 'id ' || person as person_id from raw;
            create table int_owned_audiences__consents (person_key integer, purpose text);
            create table int_owned_audiences__seed_set_members
                (audience text, person_key integer, seeded_on date);
            create table int_owned_audiences__category_keys as
                select k as dimension_key, 'purchase' as interaction_type, 'shop' as channel, topic,
                    false as is_contact
                from raw_topics;
            create view int_owned_audiences__person_activity as
                select person as person_key, dimension as dimension_key, day,
                    day as attributable_on, 1 as interactions, 2.5 as value
                from raw;
            create view int_owned_audiences__person_actions as
                select 'coffee_buyers' as audience, person as person_key, day,
                    day as attributable_on, 1 as actions, 2.5 as value
                from raw where dimension = 0
            """
        )
    return path


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return build(tmp_path_factory.mktemp("warehouse") / "shop.duckdb", schema="audiences")


def run(capsys, database, *arguments):
    status = main(["exposure", "--database", str(database), *map(str, arguments)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command_prints_a_table_and_writes_nothing_into_the_warehouse(
    warehouse, tmp_path, capsys
):
    before = hashlib.sha256(warehouse.read_bytes()).hexdigest()
    output = tmp_path / "exposure.csv"
    status, printed, problems = run(capsys, warehouse, "--output", output)
    assert (status, problems) == (0, "")
    assert hashlib.sha256(warehouse.read_bytes()).hexdigest() == before
    # what the desired action is about is no rival topic
    assert "coffee_buyers, as of 2024-11-21: 2 rival topics." in printed
    assert "Within your own customers, given a stand-in for what the platform knows." in printed
    for shape in ("by chance", "the list, hashed and blinded", "one list per tier", "(control)"):
        assert shape in printed
    with output.open() as file:
        rows = list(csv.DictReader(file))
    assert {row["topic"] for row in rows} == {"tea", "cake", "(all)"}
    of = {(r["shape"], r["receiver_knows"]): r for r in rows if r["topic"] == "(all)"}
    hits = {key: float(row["hits"]) for key, row in of.items()}
    # fans buy coffee, and the rivals' topics too
    assert hits["list", NOTHING] > 1.4 * hits["none", NOTHING]
    assert float(of["seed_set", NOTHING]["auc_gain_low"]) > 0
    assert hits["hashed_list", NOTHING] == hits["list", NOTHING]
    assert hits["shuffled_list", NOTHING] < 1.4 * hits["none", NOTHING]
    assert int(of["tiers", NOTHING]["listed"]) == pytest.approx(0.3 * 1200, rel=0.02)


def test_what_happens_later_changes_nothing(warehouse, tmp_path, capsys):
    """Activity on days after the horizon of a pinned date is not looked at."""
    later = [(person, k % 3, dt.date(2024, 12, 20)) for k, person in enumerate(range(1_200))]
    changed = build(tmp_path / "shop.duckdb", extra=later)
    pinned = ("--as-of", "2024-11-01")
    assert run(capsys, changed, *pinned) == run(capsys, warehouse, *pinned)


def test_parquet_a_topic_and_people_who_will_not_act(tmp_path, capsys):
    database = build(tmp_path / "shop.duckdb", audience={"is_absent": True, "cooldown_days": 0})
    output = tmp_path / "exposure.parquet"
    status, _, problems = run(
        capsys, database, "--topic", "tea", "--audience", "coffee_buyers", "--output", output
    )
    assert (status, problems) == (0, "")
    rows = {
        (r["shape"], r["receiver_knows"], r["topic"]): r for r in pq.read_table(output).to_pylist()
    }
    # nobody is fond of tea among people who will buy no coffee
    assert rows["list", NOTHING, "tea"]["hits"] < 1.2 * rows["none", NOTHING, "tea"]["hits"]
    # without a cooldown nobody is suppressed
    assert "suppression_list" not in {shape for shape, _, _ in rows}


def test_a_seed_set_is_a_list(tmp_path, capsys):
    seed_set = {"audience": "club", "audience_type": "seed_set", "desired_action": None}
    database = build(tmp_path / "shop.duckdb", audience=seed_set | {"horizon_days": None})
    status, _, problems = run(capsys, database)
    assert status == 1
    assert "'club': nobody was on its list as of 2024-12-01" in problems
    with duckdb.connect(str(database)) as con:
        con.execute(
            "insert into int_owned_audiences__seed_set_members "
            "select 'club', person_key, date '2024-02-01' "
            "from int_owned_audiences__persons where person_key % 4 = 0"
        )
    status, printed, _ = run(capsys, database)
    assert status == 0
    assert "the list                                 300" in printed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--topic", "teaa"), "There is no topic 'teaa'; the nearest is 'tea'."),
        (("--audience", "coffee_buyer"), "no audience 'coffee_buyer'; the nearest is 'coffee_bu"),
        (("--as-of", "2024-12-20"), "the newest date that can be tested is 2024-11-21"),
        (("--as-of", "2024-02-01"), "too little history before 2024-02-01"),
        (("--output", "rows.xlsx"), "must end in .csv or .parquet"),
        (("--schema", "elsewhere"), "elsewhere"),
    ],
)
def test_bad_arguments_get_one_sentence(warehouse, capsys, arguments, sentence):
    if "--audience" not in arguments:
        arguments = (*arguments, "--audience", "coffee_buyers")
    status, printed, problems = run(capsys, warehouse, *arguments)
    assert (status, printed) == (1, "")
    assert sentence in problems
    assert len(problems.splitlines()) == 1


def test_eligible_that_names_other_facts_is_said(tmp_path, capsys):
    database = build(tmp_path / "shop.duckdb", audience={"eligible": "attribute_country = 'DE'"})
    status, _, problems = run(capsys, database)
    assert status == 0
    assert problems == (
        "owned-audiences: Audience 'coffee_buyers': eligible names what is not known here as of "
        "past dates, so everyone counts as eligible.\n"
    )


def test_eligible_may_name_facts_of_interaction_types(tmp_path, capsys):
    """On the test's date two people in three have bought recently, and none in an unknown way."""
    eligible = "days_since_purchase <= 20 and count_purchase_30d >= 1 and value_purchase_90d > 2"
    database = build(tmp_path / "shop.duckdb", audience={"eligible": eligible})
    with duckdb.connect(str(database)) as con:
        ((people,),) = con.execute(
            "select count(distinct person) from raw "
            "where day >= date '2024-11-21' - 20 and day < date '2024-11-21'"
        ).fetchall()
    status, printed, problems = run(capsys, database)
    assert (status, problems) == (0, "")
    assert 300 < people < 1_000
    assert f"one list per tier                 {round(0.3 * people):>10}" in printed


def test_too_few_people_who_acted_leave_out_the_tiers(tmp_path, capsys):
    """Then no model could have been trained, and what is left is who did the desired action."""
    database = build(tmp_path / "shop.duckdb", audience={"eligible": "tenure_days < 5"})
    status, printed, _ = run(capsys, database)
    assert status == 0
    assert "people who did the desired action" in printed
    assert "one list per tier" not in printed


def test_the_command_is_installed_under_its_name():
    scripts = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts == {"owned-audiences": f"{main.__module__}:{main.__name__}"}


def test_a_file_that_is_none_or_holds_nothing_gets_one_sentence(tmp_path, capsys):
    status, _, problems = run(capsys, tmp_path / "none.duckdb")
    assert (status, problems.splitlines()) == (
        1,
        [f"owned-audiences: There is no file {tmp_path / 'none.duckdb'}."],
    )
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    _, _, problems = run(capsys, tmp_path / "empty.duckdb")
    assert problems == (
        "owned-audiences: The database holds no tables of owned_audiences: build them first.\n"
    )
