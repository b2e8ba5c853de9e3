"""What a list gives away, where it is known what it holds."""

import datetime as dt
import hashlib
import io
import json
import re
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from owned_audiences import exposure_plan, past_runs
from owned_audiences.cli import main
from owned_audiences.exposure import best_tenth, measure_exposure, shuffle
from owned_audiences.exposure_lists import expose
from owned_audiences.exposure_terms import ACTIVITY, ALL_TOPICS, NOTHING, Question, Snapshot
from owned_audiences.past_runs import PastRuns
from owned_audiences.receiver import match_blinded
from project import REPO, copy, dbt_in_process

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


# 1,200 people: fans buy coffee often and, from some day on, tea and cake; others hardly do.
PEOPLE_OF_SHOP, DAYS, START = 1_200, 240, dt.date(2024, 1, 1)
AS_OF = START + dt.timedelta(DAYS)
TESTED = AS_OF - dt.timedelta(HORIZON)
TOPICS = ("coffee", "tea", "cake", "milk")
COFFEE = {
    "desired_action": "interaction_type = 'purchase' and topic = 'coffee'",
    "horizon_days": HORIZON,
}
AUDIENCES = [
    {"name": "coffee_buyers", **COFFEE},
    {"name": "no_coffee", **COFFEE, "absent": True, "eligible": "tenure_days > 60"},
    {"name": "club", "seed_set": True},
    {"name": "undated", "seed_set": True},
]
OF_BUYERS = {
    "destination": "plain",
    "audience": "coffee_buyers",
    "purpose": "advertising",
    "consent": "not_required",
}
EXPORTS = [
    {"name": "crm", **OF_BUYERS, "columns": ["person_id", "tier"]},
    {"name": "not_now", **OF_BUYERS, "columns": ["person_id"], "suppression": True},
    {"name": "spend", **OF_BUYERS, "columns": ["person_id", "value"]},
]


def interactions(later=0):
    """The shop's rows; in `later` days after the newest run of the others, everyone buys all."""
    rng = np.random.default_rng(5)
    rows = []
    for person in range(PEOPLE_OF_SHOP):
        fan = person % 4 == 0
        rates = (0.03 if fan else 0.001, *(0.02 if fan else 0.0005,) * 2, 0.02)
        for topic, rate, since in zip(TOPICS, rates, (0, 150, 150, 0), strict=True):
            done = (rng.random(DAYS) < rate) & (np.arange(DAYS) >= since)
            rows += [(person, topic, int(day)) for day in np.flatnonzero(done)]
    rows += [(p, t, DAYS + d) for d in range(later) for p in range(PEOPLE_OF_SHOP) for t in TOPICS]
    who, topic, day = zip(*rows, strict=True)
    noon = dt.datetime.combine(START, dt.time(12))
    return pa.table(
        {
            "interaction_id": [f"i{k}" for k in range(len(rows))],
            "user_id": [f"u{k}" for k in who],
            "occurred_at": [noon + dt.timedelta(k) for k in day],
            "interaction_type": ["purchase"] * len(rows),
            "topic": topic,
            "value": rng.integers(100, 99_999, len(rows)) / 100,
        }
    )


def load(project, rows):
    project.load("from given", given=rows)
    with project.connect() as connection:
        connection.execute(
            """
            create or replace table raw.seed_sets as
            select 'club' as audience, 'u' || k as user_id, '2024-03-01' as seeded_at
            from range(0, 1200, 4) as ids(k)
            union all select 'undated', 'u' || k, null from range(0, 1200, 4) as ids(k)
            union all select 'club', 'never seen', null
            """
        )


@pytest.fixture(scope="module")
def shop(make_project):
    project = make_project(
        *AUDIENCES,
        models={"seed_sets.sql": "select * from raw.seed_sets"},
        seed_sets="{{ ref('shop', 'seed_sets') }}",
        as_of=str(AS_OF),
    )
    load(project, interactions())
    project.build_untested()
    return project


@pytest.fixture(scope="module", autouse=True)
def two_dates():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exposure_plan, "STEPS", 2)
        patch.setattr(past_runs, "PastRuns", partial(PastRuns, dbt=dbt_in_process))
        yield


def run(project, *arguments):
    """The exit status of the command, what it printed and what it said beside."""
    given = ["exposure", "--database", project.database, "--project-dir", project.folder]
    variables = {"exports": EXPORTS}
    given += ["--vars", json.dumps(variables), *arguments]
    printed, said = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(said):
        status = main(list(map(str, given)))
    return status, printed.getvalue(), said.getvalue()


@dataclass(frozen=True)
class Measured:
    """What the command printed, said and wrote: the sums over topics, and all."""

    printed: str
    said: str
    total: dict
    rows: list
    picture: str


def measure(project, folder, *arguments):
    output, picture = folder / "exposure.parquet", folder / "exposure.svg"
    before = hashlib.sha256(project.database.read_bytes()).hexdigest()
    status, printed, said = run(project, "--output", output, "--picture", picture, *arguments)
    assert status == 0, said
    assert hashlib.sha256(project.database.read_bytes()).hexdigest() == before
    rows = pq.read_table(output).to_pylist()
    total = {
        (r["audience"], r["shape"], r["receiver_knows"]): r for r in rows if r["topic"] == "(all)"
    }
    return Measured(printed, said, total, rows, picture.read_text())


@pytest.fixture(scope="module")
def found(shop, tmp_path_factory):
    return measure(shop, tmp_path_factory.mktemp("found"))


def test_the_command_says_what_it_does_and_prints_a_table_for_each_audience(found):
    assert f"Building the project as of {TESTED}, 1 of 2 dates." in found.said
    assert "Audience 'undated': its list has members without seeded_at" in found.said
    for audience in ("coffee_buyers", "no_coffee"):
        # what the desired action is about is no rival topic
        assert f"{audience}, as of {TESTED}: 2 rival topics." in found.printed
    assert "Within your own customers, given a stand-in for what the platform knows." in (
        found.printed
    )
    for shape in ("by chance", "the list, hashed and blinded", "one list per tier", "(control)"):
        assert shape in found.printed
    rivals = {row["topic"] for row in found.rows if row["audience"] == "coffee_buyers"}
    assert rivals == {"tea", "cake", "(all)"}


def test_the_list_tells_who_is_fond_of_the_rivals(found):
    of = {
        shape: row
        for (name, shape, knows), row in found.total.items()
        if (name, knows) == ("coffee_buyers", NOTHING)
    }
    assert of["list"]["hits"] > 1.4 * of["none"]["hits"]
    assert of["seed_set"]["auc_gain_low"] > 0
    assert of["hashed_list"]["hits"] == of["list"]["hits"]
    assert of["hashed_list"]["auc"] == of["list"]["auc"]
    assert of["shuffled_list"]["hits"] < 1.4 * of["none"]["hits"]
    # nobody is fond of tea among people who will buy no coffee, and none of them is suppressed
    absent = found.total["no_coffee", "list", NOTHING]
    assert absent["hits"] < 1.2 * found.total["no_coffee", "none", NOTHING]["hits"]
    assert ("no_coffee", "suppression_list", NOTHING) not in found.total


def test_a_seed_set_is_sent_as_it_was_on_the_date(found):
    assert found.total["club", "seed_set", NOTHING]["listed"] == PEOPLE_OF_SHOP / 4
    assert found.total["club", "seed_set", NOTHING]["auc_gain_low"] > 0.05


def test_a_configured_export_gives_away_what_it_holds_and_a_stopped_one_nothing(found):
    for knows in (NOTHING, ACTIVITY):
        of = {
            shape: row
            for (name, shape, known), row in found.total.items()
            if (name, known) == ("coffee_buyers", knows)
        }
        for export, shape in (("crm", "tiers"), ("not_now", "suppression_list")):
            sent, plain = of[f"export {export}"], of[shape]
            assert sent["listed"] == plain["listed"] > 0
            assert (sent["hits"], sent["auc"]) == pytest.approx((plain["hits"], plain["auc"]))
        stopped = of["export spend"]
        assert (stopped["listed"], stopped["hits"]) == (0, of["none"]["hits"])
        assert stopped["auc_gain"] == pytest.approx(0)
    assert "export crm" in found.printed


def test_the_lists_are_those_that_the_project_would_have_published(found, shop, tmp_path_factory):
    project = copy(shop, tmp_path_factory)
    project.database.unlink()
    rows = interactions()
    then = dt.datetime.combine(TESTED, dt.time())
    load(project, rows.filter(pc.less(rows["occurred_at"], pa.scalar(then))))
    project.build_untested(as_of=str(TESTED))
    segments = "from owned_audiences__segments where not is_suppressed and audience = '{}'"
    listed = {
        shape: row["listed"]
        for (name, shape, knows), row in found.total.items()
        if (name, knows) == ("coffee_buyers", NOTHING)
    }
    assert listed["list"] == project.one(
        "select count(*) " + segments.format("coffee_buyers") + " and tier = 'high'"
    )
    assert listed["tiers"] == project.one(
        "select count(*) " + segments.format("coffee_buyers") + " and tier != 'rest'"
    )
    assert listed["seed_set"] == project.one(
        "select count(distinct person_key) from int_owned_audiences__person_actions"
        " where audience = 'coffee_buyers'"
    )
    assert listed["suppression_list"] == project.one(
        "select count(*) from owned_audiences__suppressions where audience = 'coffee_buyers'"
    )


def test_what_happens_later_changes_nothing(found, shop, tmp_path_factory):
    """Activity on days after the horizon of a pinned date, as if everyone bought everything."""
    later = copy(shop, tmp_path_factory)
    load(later, interactions(later=3))
    later.build_untested(as_of=str(AS_OF + dt.timedelta(3)))
    again = measure(later, later.folder, "--as-of", TESTED, "--audience", "coffee_buyers")
    assert again.rows == [row for row in found.rows if row["audience"] == "coffee_buyers"]


def test_the_picture_has_a_panel_for_each_audience_and_a_bar_for_each_list(found):
    root = ElementTree.fromstring(found.picture)
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Within your own customers, given a stand-in for what the platform knows." in texts
    bars = [row for key, row in found.total.items() if key[1] != "none" and key[2] == NOTHING]
    # one more is the ground
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == len(bars) + 1
    for row in found.total.values():
        if row["receiver_knows"] == NOTHING and row["shape"] != "none":
            assert f"{row['hits']:,.0f}" in texts
    assert texts.count(f"coffee_buyers, as of {TESTED}") == 1


@pytest.fixture(scope="module")
def unrun(shop):
    """Of which no past date is built, as what is asked of it is wrong."""
    with PastRuns(shop.database, shop.folder, dbt=dbt_in_process) as runs:
        yield runs


@pytest.mark.parametrize(
    ("audience", "given", "sentence"),
    [
        ("coffee_buyers", {"topics": ["teaa"]}, "There is no topic 'teaa'; the nearest is 'tea'."),
        ("coffee_buyer", {}, "There is no audience 'coffee_buyer'; the nearest is 'coffee_buyers'"),
        ("coffee_buyers", {"as_of": AS_OF}, f"the newest date that can be tested is {TESTED}"),
        ("coffee_buyers", {"as_of": START}, f"too little history before {START}: activity begins"),
        ("undated", {}, "members without seeded_at, who are on it as of now, so that no past list"),
    ],
)
def test_what_cannot_be_asked_gets_one_sentence(unrun, audience, given, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)) as problem:
        expose(unrun, [audience], **given)
    assert len(str(problem.value).splitlines()) == 1


def test_a_database_that_the_package_is_not_built_into(shop, tmp_path):
    duckdb.connect(str(tmp_path / "shop.duckdb")).close()
    with (
        pytest.raises(ValueError, match='interactions": build the project first'),
        PastRuns(tmp_path / "shop.duckdb", shop.folder, dbt=dbt_in_process),
    ):
        pass


def test_bad_arguments_get_one_sentence_before_anything_is_built(shop):
    for arguments, sentence in [
        (("--output", "rows.xlsx"), "must end in .csv or .parquet"),
        (("--picture", "bars.png"), "must end in .svg"),
        (("--project-dir", shop.folder / "models"), "is not a dbt project"),
        (("--database", shop.folder / "none"), f"There is no file {shop.folder / 'none'}."),
    ]:
        status, printed, said = run(shop, *arguments)
        assert (status, printed, len(said.splitlines())) == (2, "", 1)
        assert sentence in said


def test_the_command_is_installed_under_its_name():
    scripts = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts == {"owned-audiences": f"{main.__module__}:{main.__name__}"}
