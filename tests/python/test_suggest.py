"""What `dbt run-operation owned_audiences.suggest` says of interactions, and that it is right."""

import datetime as dt

import pytest
import yaml

from project import Project, interaction
from test_run_edges import EMPTY

LAST = dt.date(2024, 12, 31)
RELATION = ["--args", "{relation: raw.interactions}"]


def before(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


@pytest.fixture(scope="module")
def rows():
    """400 people since January; 250 buy in the last 30 days, 30 of them in the last 7."""
    rows = [interaction(f"v{k}", f"u{k}", before(365 - k % 9), "view") for k in range(400)]
    rows += [
        interaction(f"p{k}", f"u{k}", before(3 if k < 30 else 20), "it's a purchase", topic="tea")
        for k in range(250)
    ]
    # who came in the last week is not among the people of whom it could have been predicted
    rows += [interaction(f"n{k}", f"new{k}", before(2), "it's a purchase") for k in range(99)]
    rows += [interaction(f"m{k}", f"u{k}", before(1), "mail_sent") for k in range(300)]
    rows += [interaction(f"o{k}", f"u{k}", before(0), "mail_open") for k in range(5)]
    rows += [interaction("twin", "U1", before(40), "view"), interaction("far", "u1", "1970-01-01")]
    rows += [interaction("p1", "u1", before(3), "it's a purchase"), interaction("q", None, LAST)]
    rows += [interaction("w", None, LAST, "view", anonymous_id="w")]
    return rows


@pytest.fixture(scope="module")
def project(make_project):
    return make_project()


def suggest(project: Project, capsys, *arguments: str, name="owned_audiences.suggest") -> str:
    capsys.readouterr()
    run = project.dbt("run-operation", name, *arguments)
    assert run, run.said
    return capsys.readouterr().out


def pasted(said: str) -> dict:
    """The variables that it says to paste."""
    return yaml.safe_load(said[said.index("\nvars:") :])["vars"]["owned_audiences"]


@pytest.fixture
def said(project, rows, capsys):
    project.load_rows(rows)
    return suggest(project, capsys, *RELATION)


def line(said: str, begins: str) -> str:
    lines = [" ".join(text.split()) for text in said.splitlines()]
    (found,) = [text for text in lines if text.startswith(begins)]
    return found


def test_it_counts_what_there_is(said):
    assert line(said, "rows ").startswith("rows 1,056 of 1,059 can be used")
    assert line(said, "days ") == "days 2024-01-01 to 2024-12-31 (366)"
    assert line(said, "lateness ").startswith("lateness unknown, as there is no received_at")
    assert line(said, "people ").startswith("people 500 user_ids; 99.9% of the rows")
    assert line(said, "topics ") == "topics 1: tea 23.7%"
    assert line(said, "1 occurred_at is before 1990")
    assert line(said, "1 neither user_id nor anonymous_id")
    assert line(said, "1 interaction_id came before")


def test_base_rates_are_those_of_the_people_known_before(said):
    purchase = line(said, "it's a purchase ")
    assert purchase == "it's a purchase 350 349 30 7.5% few 250 62.3% good 250 62.5% good"
    assert line(said, "view ") == "view 402 401 0 0.0% - 0 0.0% - 0 0.0% -"
    assert "contact" in line(said, "mail_sent ")
    assert "contact" not in line(said, "mail_open ")


def test_what_to_look_into_is_said(said):
    assert "2 user_ids differ by case or spaces only, such as 'U1' and 'u1'" in said
    assert "What the brand did, by their names: mail_sent." in said
    action = "interaction_type = 'it''s a purchase' and topic = 'tea'"
    assert "Most people do it's a purchase within 30 days. To tell them apart, name a topic" in said
    assert action in said
    assert max(map(len, said.splitlines())) < 160


def test_what_it_says_to_paste_builds(project, said, make_project, rows):
    proposed = pasted(said)
    assert proposed["contact_types"] == ["mail_sent"]
    assert [audience["horizon_days"] for audience in proposed["audiences"]] == [7]
    pasting = make_project()
    pasting.vars = proposed
    pasting.load_rows(rows)
    pasting.build_untested()
    assert pasting.one("select count(*) from int_owned_audiences__desired_actions") > 0


def test_received_at_tells_lateness_and_a_bulk_load(project, capsys):
    late = [
        interaction(k, f"u{k}", before(100 - k % 50), received_at=f"{before(0)} 13:00:00")
        for k in range(300)
    ]
    project.load_rows(late)
    said = suggest(project, capsys, *RELATION)
    assert line(said, "lateness ").startswith("lateness half become known within 7")
    assert "received_at is the time of a bulk load (2024-12-31)" in said
    assert "No type can be learned yet" in said
    assert pasted(said)["audiences"][0]["horizon_days"] == 30


def test_before_there_is_anything_one_sentence_says_what_to_do(make_project, capsys):
    project = make_project()
    project.load("select * from given", given=EMPTY.empty_table())
    assert "Build it first" in suggest(project, capsys)
    assert project.dbt("run", "--select", "interactions")
    assert suggest(project, capsys, name="suggest").count("has no rows yet.") == 1
    project.load("select 'i' as id, 'u' as user_id")
    said = suggest(project, capsys, *RELATION)
    assert "interaction_id is missing; occurred_at is missing; interaction_type is missing" in said
    project.vars = {}
    assert "no interactions are configured" in suggest(project, capsys)
    project.load_rows([interaction(1, None, "1970-01-01")])
    assert "has 1 row and none that can be used" in suggest(project, capsys, *RELATION)


def test_what_brings_value_comes_before_what_is_common_or_rare(project, capsys):
    """A rare click and a refund are no better aims than a purchase, in whatever language."""
    rows = [interaction(f"v{k}", f"u{k}", before(365 - k % 9), "view") for k in range(900)]
    rows += [interaction(f"c{k}", f"u{k}", before(20), "click") for k in range(400)]
    rows += [interaction(f"r{k}", f"u{k}", before(20), "rare_click") for k in range(30)]
    rows += [interaction(f"s{k}", f"u{k}", before(20), "checkout_seen") for k in range(250)]
    rows += [interaction(f"f{k}", f"u{k}", before(20), "order_refund", value=5) for k in range(25)]
    rows += [interaction(f"k{k}", f"u{k}", before(20), "Kauf", value=9.5) for k in range(40)]
    project.load_rows(rows)
    said = suggest(project, capsys, *RELATION)
    actions = [audience["desired_action"] for audience in pasted(said)["audiences"]]
    assert actions == ["interaction_type = 'Kauf'", "interaction_type = 'checkout_seen'"]
    assert "cooldown_days" not in said


@pytest.mark.parametrize(("weekly", "share"), [(300, "100.0%"), (60, "20.0%")])
def test_a_weekly_habit_is_said_to_be_suppressed_by_the_cooldown(project, capsys, weekly, share):
    """So many fill half of the likeliest tenth, also where most people who do it do not."""
    rows = [interaction(f"v{k}", f"u{k}", before(365 - k % 9), "view") for k in range(900)]
    rows += [
        interaction(f"p{k}-{week}", f"u{k}", before(7 * week + k % 7), "purchase", value=3)
        for k in range(300)
        for week in range(10 if k < weekly else 1)
    ]
    project.load_rows(rows)
    said = " ".join(suggest(project, capsys, *RELATION).split())
    assert (
        f"{share} of the people who did purchase in the last 30 days do it weekly:"
        " cooldown_days, 7 by default, would suppress most of the top tier."
        " Write cooldown_days: 1 in that audience, or choose a rarer action."
    ) in said


def test_placeholders_for_user_ids_are_pointed_out(project, capsys):
    """By their names, and by devices: more than fifty, and twenty times what is usual."""
    users = {
        "undefined": 60,
        "it's the till": 55,
        "busy": 40,
        "pos-7@shop.example": 2,
        "0": 1,
        "Guest ": 0,
        "guestbook": 1,
        "test.user@shop.example": 1,
        "ann": 2,
    }
    rows = [
        interaction(
            f"{user}-{k}", user, before(k % 9), anonymous_id=f"{user}-{k}" if many else None
        )
        for user, many in users.items()
        for k in range(max(many, 1))
    ]
    project.load_rows(rows)
    said = suggest(project, capsys, *RELATION)
    assert (
        "The user_ids 'undefined' on 60 devices, 'it''s the till' on 55 devices,"
        " 'pos-7@shop.example' on 2 devices, '0' on 1 device, 'Guest ' look like placeholders, not"
        " like people: write case when user_id not in ('undefined', 'it''s the till',"
    ) in said
    project.load_rows(rows[:60] + rows[-3:])
    said = suggest(project, capsys, *RELATION)
    assert (
        "The user_id 'undefined' on 60 devices looks like a placeholder, not like people:"
        " write nullif(user_id, 'undefined') in your model."
    ) in said
    project.load_rows([interaction(k, f"u{k}", LAST) for k in range(9)])
    assert "placeholder" not in suggest(project, capsys, *RELATION)
