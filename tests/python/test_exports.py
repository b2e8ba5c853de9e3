"""Exports: who is on a list, what was added and removed, the files, and what stops one."""

import csv
import datetime as dt
import hashlib

import pytest

from project import AUDIENCE, copy, load

SOURCES = """
sources:
  - name: raw
    schema: raw
    tables: [{name: consents}, {name: erasures}, {name: contacts}]
"""
GIVEN = {
    "consents": "{{ source('raw', 'consents') }}",
    "erasure_requests": "{{ source('raw', 'erasures') }}",
    "contact_points": "{{ source('raw', 'contacts') }}",
}
OF_BUYERS = {"audience": "buyers", "purpose": "advertising"}
EXPORTS = [
    {"name": "buyers_google", "destination": "google_ads", **OF_BUYERS, "tiers": ["high"]},
    {"name": "buyers_meta", "destination": "meta", **OF_BUYERS, "columns": ["email", "phone"]},
    {"name": "not_now", "destination": "tiktok", **OF_BUYERS, "suppression": True},
    {
        "name": "crm",
        "destination": "plain",
        **OF_BUYERS,
        "purpose": "mail",
        "consent": "not_required",
        "columns": ["person_id", "email", "tier"],
    },
    {
        "name": "spend",
        "destination": "plain",
        **OF_BUYERS,
        "columns": ["email", "value", "country"],
    },
    {
        "name": "on_linkedin",
        "destination": "linkedin",
        **OF_BUYERS,
        "columns": ["last_name", "first_name"],
    },
]
# Everyone has an address and a phone number, as a CRM would have them; one has wrong ones, too.
CONTACTS = """
    create table raw.contacts as
    with people as (select distinct user_id from raw.interactions)
    select user_id, 'email' as type, ' ' || upper(user_id) || '@Shop.example ' as value from people
    union all
    select user_id, 'phone', '+49 (0)30 ' || (700000 + cast(substr(user_id, 2) as integer))
    from people
    union all select user_id, 'first_name', 'Zoë' from people
    union all select user_id, 'country', 'de' from people
    union all select 'nobody', 'email', 'nobody@shop.example'
    union all select 'u1', 'fax', '1'
    union all select 'u1', 'email', 'not an address'
    union all select 'u1', 'phone', '0171 1234567'
    union all select 'u1', 'email', null
"""
LIST = "select person_id, email from owned_audiences__exports where export = '{}' and change {}"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def email_of(person):
    return f"{person}@shop.example"


def run_sql(project, *statements):
    with project.connect() as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="module")
def built(make_project, simulated):
    project = make_project(AUDIENCE, models={"sources.yml": SOURCES}, exports=EXPORTS, **GIVEN)
    load(project, simulated, simulated.as_of)
    run_sql(
        project,
        CONTACTS,
        "create table raw.consents as select distinct user_id, purpose, true as granted,"
        " cast(null as timestamp) as changed_at from raw.interactions"
        " cross join (values ('scoring'), ('engagement'), ('advertising')) as p(purpose)",
        "create table raw.erasures (user_id text, requested_at timestamp)",
    )
    project.build()
    return project


def listed(project, name, change="!= 'removed'"):
    return dict(project.read(LIST.format(name, change)))


def tiered(project, *tiers):
    names = ", ".join(f"'{tier}'" for tier in tiers)
    return {
        person
        for (person,) in project.read(
            "select person_id from owned_audiences__segments"
            f" where tier in ({names}) and not is_suppressed"
        )
    }


def test_a_list_has_the_people_of_its_tiers(built):
    assert listed(built, "buyers_google") == {
        person: sha256(email_of(person)) for person in tiered(built, "high")
    }
    assert listed(built, "crm") == {
        person: email_of(person) for person in tiered(built, "high", "medium")
    }
    phones = dict(
        built.read(
            "select person_id, phone from owned_audiences__exports where export = 'buyers_meta'"
        )
    )
    assert set(phones) == tiered(built, "high", "medium")
    assert phones == {p: sha256(f"4930{700000 + int(p[1:])}") for p in phones}


def test_a_suppression_list_has_exactly_the_suppressed(built):
    suppressed = built.read("select person_id from owned_audiences__suppressions")
    assert suppressed
    assert listed(built, "not_now") == {p: sha256(email_of(p)) for (p,) in suppressed}


def test_each_export_is_a_view_with_its_own_columns(built):
    views = built.read(
        "select table_name, string_agg(column_name, ', ' order by ordinal_position)"
        " from information_schema.columns where starts_with(table_name, 'owned_audiences__export_')"
        " and table_name not in ('owned_audiences__export_log', 'owned_audiences__export_events')"
        " group by table_name"
    )
    assert dict(views) == {
        "owned_audiences__export_buyers_google": "row_key, change, as_of, email",
        "owned_audiences__export_buyers_meta": "row_key, change, as_of, email, phone",
        "owned_audiences__export_not_now": "row_key, change, as_of, email",
        "owned_audiences__export_crm": "row_key, change, as_of, person_id, email, tier",
        "owned_audiences__export_spend": "row_key, change, as_of, email, country, value",
        "owned_audiences__export_on_linkedin": "row_key, change, as_of, first_name, last_name",
    }
    assert built.one("select count(*) from owned_audiences__export_crm") == len(
        listed(built, "crm")
    )


LOG = """
    select action, number_of_rows, distinct_rows, smallest_group, unique_share, added_rows
    from owned_audiences__export_log where export = '{}'
"""


def test_exact_spend_stops_an_export_and_nothing_else(built):
    ((action, rows, groups, smallest, unique, added),) = built.read(LOG.format("spend"))
    assert (action, added, smallest) == ("stopped", 0, 1)
    assert rows == len(listed(built, "crm"))
    values = built.read(
        "select value, count(*) from owned_audiences__person_profile where person_id in"
        " (select person_id from owned_audiences__export_crm) group by value"
    )
    assert groups == len(values)
    assert unique == pytest.approx(sum(n == 1 for _, n in values) / rows)
    assert unique > 0.9
    assert listed(built, "spend") == {}
    ((action, rows, groups, smallest, unique, added),) = built.read(LOG.format("crm"))
    sizes = built.read("select count(*) from owned_audiences__export_crm group by tier")
    assert (action, groups, unique, added) == ("built", 2, 0, rows)
    assert smallest == min(n for (n,) in sizes)


def test_rows_that_cannot_be_used_are_counted(built):
    assert built.read(
        "select exclusion_reason, number_of_rows from owned_audiences__unused_input_rows"
        " where input = 'contact_points' order by 1"
    ) == [
        ("email is no address", 1),
        ("no interaction has this user_id", 1),
        ("no value", 1),
        ("phone has no country code: it begins with neither + nor 00", 1),
        (
            "type is not one of email, phone, mobile_ad_id, external_id, first_name, last_name,"
            " postcode, country",
            1,
        ),
    ]


def written(project, name, capfd, **arguments):
    """The lines of the file that the operation writes, its headings first, and what it says."""
    file = project.folder / f"{name}.csv"
    given = {"name": name, "path": str(file), **arguments}
    run = project.dbt("run-operation", "owned_audiences.export", "--args", str(given))
    if not run:
        return None, run.said + "".join(capfd.readouterr())
    with file.open(newline="") as lines:
        return list(csv.reader(lines)), capfd.readouterr().out


def test_the_operation_writes_the_file_and_logs_it(built, tmp_path_factory, capfd):
    project = copy(built, tmp_path_factory)
    (headings, *rows), said = written(project, "buyers_meta", capfd)
    assert headings == ["email", "phone"]
    assert sorted(row[0] for row in rows) == sorted(listed(project, "buyers_meta").values())
    assert f"{len(rows):,} rows written to" in said
    assert "for meta (email, phone), purpose advertising." in said
    ((columns, purpose, number, file),) = project.read(
        "select export_columns, purpose, number_of_rows, file from owned_audiences__export_log"
        " where action = 'written'"
    )
    assert (columns, purpose, number) == ("email, phone", "advertising", len(rows))
    assert file == str(project.folder / "buyers_meta.csv")
    assert [row[0] for row in [written(project, "buyers_google", capfd)[0][0]]] == ["Email"]
    assert written(project, "not_now", capfd)[0][0] == ["Email_SHA256"]
    assert written(project, "buyers_meta", capfd, change="removed")[0] == [["email", "phone"]]
    assert written(project, "on_linkedin", capfd)[0] == [
        ["email", "firstname", "lastname", "jobtitle", "employeecompany", "country", "googleaid"]
    ]


def test_without_a_path_the_file_is_in_the_target_folder(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    run = project.dbt("run-operation", "owned_audiences.export", "--args", "{name: crm}")
    assert run, run.said
    (as_of,) = project.read("select distinct as_of from owned_audiences__exports")[0]
    assert (project.folder / "target" / f"crm_{as_of}.csv").exists()


def test_what_the_operation_refuses(built, tmp_path_factory, capfd):
    project = copy(built, tmp_path_factory)
    assert "of its" in (said := written(project, "spend", capfd)[1])
    assert "rows are unique in country, value, which tells single people apart; at" in said
    assert (
        "no export buyer_meta: did you mean buyers_meta?"
        in written(project, "buyer_meta", capfd)[1]
    )
    wrong = written(project, "crm", capfd, change="gone")[1]
    assert "change must be added or removed" in wrong
    project.vars["exports"] = [{**EXPORTS[1], "columns": ["email"]}]
    assert "has not been built as it is configured now" in written(project, "buyers_meta", capfd)[1]
    run_sql(project, "update owned_audiences__runs set completed_at = null")
    project.vars["exports"] = EXPORTS
    assert "the last run did not come to its end" in written(project, "crm", capfd)[1]


@pytest.fixture(scope="module")
def next_day(built, simulated, tmp_path_factory):
    """A day later, one consent withdrawn and one person erased; and the lists of the day before."""
    project = copy(built, tmp_path_factory)
    before = {export["name"]: listed(project, export["name"]) for export in EXPORTS}
    stays = sorted(before["buyers_google"])
    withdrawn, erased = stays[:2]
    load(project, simulated, simulated.as_of + dt.timedelta(days=1))
    run_sql(
        project,
        "update raw.consents set granted = false"
        f" where user_id = '{withdrawn}' and purpose = 'advertising'",
        f"insert into raw.erasures values ('{erased}', timestamp '2024-07-19')",
    )
    project.build()
    return project, before, withdrawn, erased


def test_the_next_day_says_who_came_and_who_went(next_day):
    project, before, withdrawn, erased = next_day
    allowed = tiered(project, "high") - {withdrawn}
    earlier = set(before["buyers_google"]) - {erased}
    assert set(listed(project, "buyers_google")) == allowed
    assert set(listed(project, "buyers_google", "= 'added'")) == allowed - earlier
    assert set(listed(project, "buyers_google", "= 'unchanged'")) == allowed & earlier
    gone = listed(project, "buyers_google", "= 'removed'")
    assert set(gone) == earlier - allowed
    assert len(gone) > 1  # the tier was left, too
    assert gone[withdrawn] == sha256(email_of(withdrawn))
    # this one needs no consent for advertising
    assert withdrawn in listed(project, "crm")
    assert project.read(
        "select added_rows, removed_rows, number_of_rows from owned_audiences__export_log"
        " where export = 'buyers_google' order by logged_at desc limit 1"
    ) == [(len(allowed - earlier), len(gone), len(allowed))]


def test_who_moves_to_another_tier_is_changed(next_day, simulated, tmp_path_factory):
    project = copy(next_day[0], tmp_path_factory)
    load(project, simulated, simulated.as_of + dt.timedelta(days=6))
    project.build_untested()
    moved = project.read(
        "select person_id from owned_audiences__segment_events as events"
        " where event = 'moved' and as_of = (select max(as_of) from owned_audiences__exports)"
    )
    assert moved
    stayed = listed(next_day[0], "crm").keys() & listed(project, "crm").keys()
    assert set(listed(project, "crm", "= 'changed'")) == {person for (person,) in moved} & stayed


def test_an_erased_person_is_in_no_table_of_exports(next_day):
    project, _, _, erased = next_day
    for table in project.tables():
        if "export" in table and table != "owned_audiences__export_log":
            columns = {name for (name, *_) in project.read(f"describe {table}")}
            for column in columns & {"person_id", "email"}:
                found = {value for (value,) in project.read(f"select {column} from {table}")}
                assert not found & {erased, email_of(erased), sha256(email_of(erased))}, table


def test_the_same_day_again_gives_the_same_lists(next_day, tmp_path_factory):
    project = copy(next_day[0], tmp_path_factory)
    tables = ["owned_audiences__exports", "owned_audiences__export_events"]
    before = [project.contents(table) for table in tables]
    project.build_untested()
    assert [project.contents(table) for table in tables] == before


def test_a_day_taken_back_gives_the_same_lists_again(next_day, simulated, tmp_path_factory):
    project = copy(next_day[0], tmp_path_factory)
    before = project.contents("owned_audiences__exports")
    rewound = project.dbt(
        "run-operation", "owned_audiences.rewind", "--args", f"{{to: {simulated.as_of}}}"
    )
    assert rewound, rewound.said
    project.build_untested()
    assert project.contents("owned_audiences__exports") == before


def test_a_run_that_did_not_end_is_not_compared_with(next_day, simulated, tmp_path_factory):
    project, before = copy(next_day[0], tmp_path_factory), next_day[1]["buyers_google"]
    day = simulated.as_of + dt.timedelta(days=1)
    run_sql(
        project,
        f"update owned_audiences__runs set completed_at = null where as_of = date '{day}'",
    )
    load(project, simulated, day + dt.timedelta(days=1))
    project.build_untested()
    now = set(listed(project, "buyers_google"))
    assert set(listed(project, "buyers_google", "= 'added'")) == now - set(before) | (
        now & {next_day[3]}
    )


def test_the_future_changes_no_list(built, simulated, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    before = project.contents("owned_audiences__exports")
    load(project, simulated, simulated.as_of + dt.timedelta(days=10))
    project.build_untested(as_of=str(simulated.as_of))
    assert project.contents("owned_audiences__exports") == before


def test_a_stopped_list_loses_people_and_gains_none(next_day, simulated, tmp_path_factory):
    """One that was sent by tiers until yesterday, and by exact spend from today on."""
    project, _, withdrawn, _ = next_day
    project = copy(project, tmp_path_factory)
    changed = {**EXPORTS[3], "columns": ["person_id", "email", "tier", "value"]}
    del changed["consent"], changed["purpose"]
    changed["purpose"] = "advertising"
    earlier = listed(project, "crm")
    load(project, simulated, simulated.as_of + dt.timedelta(days=2))
    project.build_untested(exports=[changed])
    assert listed(project, "crm", "= 'added'") == {}
    removed = listed(project, "crm", "= 'removed'")
    assert withdrawn in removed
    assert listed(project, "crm") == {p: e for p, e in earlier.items() if p not in removed}
    assert project.read("select distinct value from owned_audiences__export_crm") == [(None,)]
    # the views of the others are gone with them
    assert "owned_audiences__export_buyers_meta" not in project.tables()
    assert project.one("select count(distinct export) from owned_audiences__export_events") == 1


def test_shared_and_several_addresses(built, tmp_path_factory, capfd):
    """Two people with one address, one of them may not be sent; two who may; one with three."""
    project = copy(built, tmp_path_factory)
    one, two, three, four, five = sorted(listed(project, "buyers_google"))[:5]
    run_sql(
        project,
        f"delete from raw.contacts where user_id in ('{one}', '{two}', '{three}')"
        " and type = 'email'",
        f"insert into raw.contacts values ('{one}', 'email', 'a@home.example'),"
        f" ('{two}', 'email', 'b@home.example'), ('{three}', 'email', 'B@home.example'),"
        " ('u0', 'email', 'A@home.example'),"
        f" ('{four}', 'email', 'second@shop.example'), ('{four}', 'email', 'third@shop.example'),"
        f" ('{four}', 'email', 'SECOND@shop.example')",
        "update raw.consents set granted = false where user_id = 'u0' and purpose = 'advertising'",
    )
    project.build_untested()
    sent = project.read(
        "select person_id, email from owned_audiences__exports where export = 'buyers_google'"
        " and change != 'removed'"
        f" and person_id in ('{one}', '{two}', '{three}', '{four}', '{five}')"
    )
    assert sorted(sent) == sorted(
        [
            (two, sha256("b@home.example")),
            (four, sha256(email_of(four))),
            (four, sha256("second@shop.example")),
            (four, sha256("third@shop.example")),
            (five, sha256(email_of(five))),
        ]
    )
    said = capfd.readouterr().out
    assert "Export buyers_google: " in said
    assert "Of addresses and numbers that several people have (2), each is sent once," in said
    assert "2 more people have nothing that can be sent." in said


def test_an_empty_list_says_why(built, tmp_path_factory, capfd):
    project = copy(built, tmp_path_factory)
    run_sql(project, "update raw.consents set granted = false where purpose = 'advertising'")
    project.build_untested()
    said = capfd.readouterr().out
    assert (
        "Export buyers_google is empty: nobody in its tiers of buyers has consented to advertising."
        in said
    )
    assert "Export on_linkedin is empty: nobody in its" in said
    assert listed(project, "buyers_google") == {}


# settings of an export, its sentence
WRONG = {
    "goggle": (
        {"destination": "goggle_ads"},
        "no destination goggle_ads: did you mean google_ads?",
    ),
    "nowhere": ({"destination": "x"}, "no destination x. Valid names are: google_ads, meta,"),
    "buyer": ({"audience": "buyer"}, "there is no audience buyer: did you mean buyers?"),
    "tier": ({"tiers": ["hihg"]}, "buyers has no tier hihg: did you mean high?"),
    "tier_text": ({"tiers": "high"}, "tiers must be a list such as [high, medium], but is 'high'."),
    "both": ({"tiers": ["high"], "suppression": True}, "it has tiers and suppression."),
    "switch": ({"suppression": "yes"}, "suppression must be true or false, without quotes, but is"),
    "key": ({"purposes": "x"}, "there is no setting purposes: did you mean purpose?"),
    "null": ({"tiers": None}, "tiers is empty. Give it a value or leave the line out."),
    "aimless": ({"purpose": " "}, "it needs a purpose, a text: what people consent to"),
    "needless": ({"consent": False}, "consent may be not_required, or be left out, but is False."),
    "column": ({"columns": ["emali"]}, "google_ads takes no column emali: did you mean email?"),
    "no_tier": ({"columns": ["email", "tier"]}, "takes no column tier. It takes: email, phone,"),
    "address": (
        {"columns": ["first_name", "postcode"]},
        "google_ads finds nobody by first_name, postcode. It needs email, or phone, or first_name"
        " with last_name with country with postcode.",
    ),
    "share": (
        {"max_unique_share": 5},
        "max_unique_share must be a share from 0 to 1 (0.05 is 5 %)",
    ),
    "suppressed_tier": (
        {"destination": "plain", "columns": ["email", "tier"], "suppression": True},
        "a suppression list has no tier, as people of no audience are on it.",
    ),
    "log": ({}, "a table of the package is called owned_audiences__export_log."),
}


def test_what_is_wrong_with_an_export_is_named(built, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    plain = {"destination": "google_ads", **OF_BUYERS}
    wrong = [{"name": name, **plain, **case[0]} for name, case in WRONG.items()]
    project.vars["exports"] = [*wrong, "crm", {"name": "a", **plain}, {"name": "a", **plain}]
    run = project.dbt("build", "--exclude-resource-type", "test")
    assert not run
    for name, (_, sentence) in WRONG.items():
        said = [line for line in run.said.split("\n") if f"Export {name}:" in line]
        assert len(said) == 1, said
        assert sentence in said[0], said
    assert "is 'crm', and must be settings" in run.said
    assert "Export a: the name is used twice. Give each export its own." in run.said
    assert run.said.count("Export ") == len(WRONG) + 2


def test_without_consents_an_export_says_that_it_needs_none(built, make_project, tmp_path_factory):
    project = copy(built, tmp_path_factory)
    project.vars |= {"consents": None, "contact_points": None, "exports": EXPORTS[2:4]}
    run = project.dbt("build", "--exclude-resource-type", "test")
    assert (
        "Export not_now: no consents are configured, so that nobody is known to have consented"
        " to it. Set the variable consents, or write `consent: not_required`" in run.said
    )
    assert "Export crm: no consents" not in run.said
    assert (
        "Export crm: it needs the variable contact_points: the relation with (user_id, type,"
        in run.said
    )
    project.vars["exports"] = {"crm": {}}
    run = project.dbt("build", "--exclude-resource-type", "test")
    assert "exports must be a list in which each item begins with `- name: ...`" in run.said
