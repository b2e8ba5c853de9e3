"""What is wrong with a configuration: said in one message before anything is built, and no more."""

import textwrap

import pytest
import yaml

from project import AUDIENCE, Project, interaction
from test_run_edges import many_people

PLAIN = {"horizon_days": 14, "desired_action": "interaction_type = 'purchase'"}

# the variable, a wrong value, its sentence
SETTINGS = [
    ("identity_link", "x", "There is no variable identity_link: did you mean identity_links?"),
    ("colour", "red", "There is no variable colour. Valid names are: interactions,"),
    ("lookback_days", "3", "lookback_days must be a whole number, 1 or more, but is '3'."),
    ("refit_after_days", None, "refit_after_days must be a whole number, 0 or more, but is null."),
    ("max_users_per_identifier", 0, "max_users_per_identifier must be a whole number, 1 or more"),
    ("contact_types", "mail", "contact_types must be a list of texts such as [mail_sent]"),
    ("sensitive_attributes", [1], "sensitive_attributes must be a list of texts such as [age]"),
    ("score_anonymous", "no", "score_anonymous must be true or false, without quotes"),
    ("backtest_boosting", 1, "backtest_boosting must be true or false, without quotes"),
    ("as_of", "2025-02-31", "as_of must be a date such as 2025-12-31, but is '2025-02-31'."),
    ("time_zone", "Europe/Berln", "no time_zone 'Europe/Berln': did you mean Europe/Berlin?"),
    ("seed_sets", "raw.lists", "Write \"{{ ref('shop', 'lists') }}\" or \"{{ source("),
    ("consents", 7, "consents must be a model or a source of your project, but is 7."),
]

# rules of the contact list, their sentences
CONTACT_RULES = [
    ("daily", ["contact_rules must be rules such as {caps: [{contacts: 1, days: 7}]}, but are"]),
    (
        {
            "quiet_day": ["Sunday"],
            "priority": ["buyer"],
            "caps": [
                {"contacts": 1, "days": 7, "day": 1},
                {"contacts": -1, "days": 7},
                {"contacts": 1},
                3,
            ],
            "quiet_days": ["Sundai"],
            "quiet_dates": ["2025-02-30"],
            "quiet_hours": {"from": 9},
            "channels": {
                "mail": {"bugdet": 5},
                "app": {"budget": -5},
                "push": {"purpose": "news"},
                "sms": 5,
            },
            "fallback_channel": 7,
        },
        [
            "there is no rule quiet_day: did you mean quiet_days?",
            "priority names buyer, and there is no such audience: did you mean buyers?",
            "a cap has no day: did you mean days?",
            "contacts of a cap must be a whole number, 0 (nobody is contacted) or more, but is -1.",
            "days of a cap must be a whole number of days, 1 to 3650, but is null.",
            "a cap must be like {contacts: 1, days: 7}, but is 3.",
            "quiet_days: there is no day Sundai: did you mean Sunday?",
            "quiet_dates must be dates such as 2025-12-25, but one is '2025-02-30'.",
            "quiet_hours must be two different whole hours such as {from: 21, until: 9}, but are",
            "channel mail has no rule bugdet: did you mean budget?",
            "budget of channel app must be a whole number, 0 or more, but is -5.",
            "channel push needs consent to news, but no consents are configured",
            "channel sms must have rules such as {budget: 500}, but is 5.",
            "fallback_channel must be a text such as mail, but is 7.",
        ],
    ),
    (
        {
            "priority": ["buyers", "buyers"],
            "caps": {"contacts": 1},
            "quiet_days": "Sunday",
            "quiet_dates": "2025-12-25",
            "quiet_hours": {"from": 9, "until": 8},
            "channels": ["mail"],
        },
        [
            "priority names an audience twice.",
            "caps must be a list such as [{contacts: 1, days: 7}], but is",
            "quiet_days must be a list such as [Saturday, Sunday], but is 'Sunday'.",
            "quiet_dates must be a list such as [2025-12-25], but is '2025-12-25'.",
            "quiet_hours leave none of the three hours",
            "channels must be names with rules such as {mail: {budget: 500, purpose: newsletter}}",
        ],
    ),
]

# settings of an audience, its sentence
AUDIENCES = {
    "misspelt": ({"horizont_days": 3}, "no setting horizont_days: did you mean horizon_days?"),
    "null_gap": ({"gap_days": None}, "gap_days is empty. Give it a value or leave the line out."),
    "no_action": ({"desired_action": None}, "it has no desired_action: SQL such as"),
    "no_text": ({"desired_action": 7}, "desired_action must be SQL as a text"),
    "yaml_true": ({"eligible": True}, "eligible must be SQL as a text, in double quotes"),
    "two_aims": ({"seed_set": True}, "it has a desired_action and a seed_set. Leave one"),
    "absent_text": ({"absent": "yes"}, "absent must be true or false, without quotes, but is"),
    "absent_list": (
        {"seed_set": True, "absent": True, "desired_action": None},
        "it has a seed_set and absent: true. What does not happen is the absence",
    ),
    "value_mean": ({"value": "mean"}, "value must be sum, the sum of the value of the desired"),
    "absent_value": (
        {"value": "sum", "absent": True},
        "it has a value, which only people who do a desired action have.",
    ),
    "no_form": (
        {"eligible": "atribute_country = 'DE' and count_cart_30 > 1"},
        "atribute_country (did you mean attribute_country?), count_cart_30 (did you mean",
    ),
    "no_lists": (
        {"seed_set": True, "desired_action": None, "horizon_days": None},
        "horizon_days must be a whole number of days, 1 to 3650, but is null",
    ),
    "list_name": ({"seed_set": "vips"}, "must be true or false, without quotes, but is 'vips'."),
    "label": ({"label": 7}, 'label must be a text such as "redeem a coupon", but is 7.'),
    "fraction": ({"horizon_days": 1.5}, "horizon_days must be a whole number of days"),
    "text_days": ({"horizon_days": "30"}, "horizon_days must be a whole number of days"),
    "switch": ({"horizon_days": True}, "horizon_days must be a whole number of days"),
    "too_far": ({"horizon_days": 100000}, "1 to 3650, but is 100000."),
    "backwards": ({"gap_days": -1}, "gap_days must be a whole number of days, 0 to 3650"),
    "cooling": ({"cooldown_days": "7"}, "cooldown_days must be a whole number of days"),
    "percents": ({"tiers": {"high": 10}}, "tier high must be a share above 0 and up to 1"),
    "text_tier": ({"tiers": {"high": "0.1"}}, "tier high must be a share above 0 and up to 1"),
    "zero_tier": ({"tiers": {"high": 0}}, "tier high must be a share above 0 and up to 1"),
    "nan_tier": ({"tiers": {"high": float("nan")}}, "tier high must be a share above 0 and up"),
    "same_tier": (
        {"tiers": {"high": 0.1, "next": 0.1}},
        "tier next must be a larger share than high",
    ),
    "rest_tier": ({"tiers": {"rest": 0.1}}, "a tier may not be called rest"),
    "list_tier": ({"tiers": [0.1]}, "tiers must be names with shares such as"),
    "no_tier": ({"tiers": {}}, "tiers must be names with shares such as"),
    "column": (
        {"desired_action": "interaction_typ = 'a'"},
        "desired_action names unknown columns: interaction_typ (did you mean interaction_type?)."
        " The columns are: interaction_type, channel, topic,",
    ),
    "non_deterministic_id": (
        {"desired_action": "uuid() > topic"},
        "desired_action uses uuid, which changes",
    ),
    "double_quotes": (
        {"desired_action": 'interaction_type = "purchase"'},
        "purchase (a text? Put it in single quotes: 'purchase'). The columns are:",
    ),
    "qualified": (
        {"desired_action": "interactions.topic = 'a'"},
        "names unknown columns: interactions.topic (did you mean topic?)",
    ),
    "fact": (
        {"eligible": "days_since_last_interactions < 9 and tenure_day > 3"},
        "eligible names unknown columns: days_since_last_interactions (did you mean"
        " days_since_last_interaction?), tenure_day (did you mean tenure_days?). The columns are:",
    ),
    "of_person": ({"desired_action": "tenure_days > 3"}, "names unknown columns: tenure_days"),
    "in_lambda": (
        {"desired_action": "len(list_filter([channel], x -> x = y)) > 0"},
        "names unknown columns: y (a text?",
    ),
    "function": (
        {"desired_action": "coalese(topic, '') = 'a'"},
        "desired_action calls a function coalese, which does not exist: did you mean coalesce?",
    ),
    "other_sql": (
        {"desired_action": "iff(value > 3, true, false)"},
        "calls a function iff, which does not exist",
    ),
    "aggregate": ({"desired_action": "count(*) > 3"}, "calls count, which looks at many rows."),
    "total": ({"eligible": "sum(interactions) > 3"}, "must be a condition on one person."),
    "ranked": (
        {"desired_action": "row_number() over (order by value) = 1"},
        "calls row_number, which looks at many rows. It must be a condition on one interaction.",
    ),
    "star": ({"eligible": "struct_pack(*columns(*)) is null"}, "eligible contains a *."),
    "today": ({"eligible": "last_day > current_date - 3"}, "eligible uses current_date, which"),
    "chance": ({"desired_action": "random() < 0.5"}, "desired_action uses random, which changes"),
    "value": (
        {"desired_action": "'purchase'"},
        "desired_action is a text, not a condition. Write a comparison, such as"
        " \"interaction_type = 'purchase'\".",
    ),
    "open": ({"desired_action": "(topic = 'a'"}, "must be one SQL condition, without ; (syntax"),
    "breakout": ({"desired_action": "true) or (false"}, "must be one SQL condition, without ;"),
    "two": ({"eligible": "true; drop table people"}, "eligible must be one SQL condition"),
    "comment": ({"eligible": "true -- all"}, "or a comment, which would swallow what follows it"),
    "query": ({"eligible": "true from people"}, "eligible must be one SQL condition"),
    "unquoted": ({"desired_action": "topic = 'it's'"}, "must be one SQL condition"),
}

# predicates that are right, for desired_action and for eligible
ACTIONS = [
    "interaction_type = 'purchase' and topic in ('a', 'b; -- c')",
    "(interaction_type = 'view') is not false",
    "INTERACTION_TYPE = 'a' or \"Topic\" = 'b'",
    "case when value > 3 then topic = 'x' else false end",
    "cast(value as double) / 2 > 1e3 and try_cast(topic as integer) is null",
    "occurred_at >= timestamp '2024-01-01' + interval 3 days and day < date '2030-01-01' - 3",
    "date_trunc('month', occurred_at) = '2024-02-01' and extract(hour from occurred_at) < 9",
    "date_diff('day', day, cast(received_at as date)) < 3",
    "topic like 'a%' or topic ilike '%b' or topic not like '_' escape '#' or topic similar to 'c+'",
    "regexp_matches(topic, '^(a|b)') and not contains(lower(trim(topic)), 'x')",
    "coalesce(topic, channel, '') != '' and ifnull(value, 0) >= 0 and nullif(topic, '') is null",
    "list_contains(string_split(topic, ' '), 'a')",
    "len(list_filter(string_split(topic, ' '), x -> x = 'a')) > 0",
    "len([part for part in string_split(topic, ' ') if part = channel]) > 0",
    "value between 1 and 5 or value is distinct from 3 or if(value > 1, true, false)",
    "string_split(topic, '/')[1] = 'shoes' or topic[1:2] = 'sh' or topic || 'a' = 'ba'",
    "json_extract_string('{\"a\": 1}', '$.a') = topic",
    "topic -- a comment that ends\n = 'a'",
    "/* a note */ weekday in (6, 7) and day_part < 4 and is_user",
    "topic in (select 'a' union all select 'b')",
    "user_id is not null or anonymous_id is null or identifier = 'a' or interaction_id = 'b'",
    "true",
]
FACTS = [
    "coalesce(days_since_desired_action, 9999) > 90 and days_since_last_interaction <= 365",
    "tenure_days > 3 and active_days >= 2 and interactions between 1 and 1000",
    "value > 1.5 or last_day - first_day > 3 or as_of - last_day < 3 or value is null",
    "greatest(tenure_days, 3) % 2 = 0",
]


@pytest.fixture(scope="module")
def project(make_project):
    project = make_project(AUDIENCE)
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    return project


def said(project: Project, *arguments: str, **changed) -> str:
    """What a build with other variables says; it must not build a model of the package."""
    before, config = dict(project.vars), dict(project.config)
    project.config.update(changed.pop("config", {}))
    project.vars.update(changed)
    run = project.dbt("build", "--exclude-resource-type", "test", *arguments)
    project.vars, project.config = before, config
    assert not run
    assert project.tables() <= {"interactions", "owned_audiences__feature_definitions"}
    assert set(run.statuses.values()) <= {"success", "error", "skipped"}
    return run.said


@pytest.fixture(scope="module")
def of_settings(project):
    return said(project, **{name: value for name, value, _ in SETTINGS})


@pytest.mark.parametrize("case", SETTINGS, ids=lambda case: case[0])
def test_a_wrong_setting_is_named(of_settings, case):
    assert case[2] in of_settings


def test_each_wrong_setting_is_one_sentence(of_settings):
    assert of_settings.count("\n  \n") == len(SETTINGS) + 1


@pytest.mark.parametrize("case", CONTACT_RULES, ids=lambda case: str(len(case[1])))
def test_each_wrong_contact_rule_is_named(project, case):
    rules, sentences = case
    found = said(project, contact_rules=rules)
    assert [sentence for sentence in sentences if sentence not in found] == []
    assert found.count("contact_rules") == len(sentences)


@pytest.fixture(scope="module")
def of_audiences(project):
    changed = [{"name": name, **PLAIN, **case[0]} for name, case in AUDIENCES.items()]
    return said(project, audiences=changed)


@pytest.mark.parametrize("name", AUDIENCES)
def test_what_is_wrong_with_an_audience_is_named(of_audiences, name):
    """In its one sentence, which begins with its name."""
    sentences = [line for line in of_audiences.split("\n") if f"Audience {name}:" in line]
    assert any(AUDIENCES[name][1] in sentence for sentence in sentences), sentences
    most = {"no_lists": 2}.get(name, 1)
    assert len(sentences) == most, sentences


@pytest.mark.parametrize(
    ("audiences", "sentence"),
    [
        ("buyers", "audiences must be a list in which each item begins with `- name: ...`"),
        ({"buyers": PLAIN}, "audiences must be a list"),
        (["buyers", None], "Audience 1 is 'buyers', and must be settings"),
        ([{"name": "A b", **PLAIN}, PLAIN], "Audience A b: its name must be lower case letters"),
        ([AUDIENCE, AUDIENCE], "Audience buyers: the name is used twice."),
    ],
    ids=str,
)
def test_audiences_of_a_wrong_shape_are_refused(project, audiences, sentence):
    assert sentence in said(project, audiences=audiences)


def test_it_does_not_matter_where_the_variables_are_set(make_project):
    """Flat under `vars:`, dbt gives them rendered only."""
    project = make_project(AUDIENCE)
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    flat, project.vars = project.vars, {}
    project.config = {"vars": flat}
    assert project.dbt("run", "--select", "+stg_owned_audiences__interactions")
    project.config = {"vars": flat | {"interactions": "raw.interactions"}}
    run = project.dbt("run", "--select", "stg_owned_audiences__interactions")
    assert "interactions must be a model or a source" in run.said


@pytest.mark.parametrize("given", ["raw.interactions", "interactions", ["a"]], ids=str)
def test_interactions_that_dbt_would_not_know_of_are_refused(project, given):
    assert "interactions must be a model or a source" in said(project, interactions=given)


def test_a_bare_name_is_refused_beside_erasure_requests(make_project):
    requests = "select 'u9' as user_id, timestamp '2024-01-01' as requested_at"
    given = {"erasure_requests": "{{ ref('shop', 'requests') }}", "extra_features": "raw.features"}
    project = make_project(AUDIENCE, models={"requests.sql": requests}, **given)
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    run = project.dbt("run", "--select", "int_owned_audiences__configuration")
    assert "extra_features must be a model or a source" in run.said
    assert "erasure_requests must be" not in run.said


def test_a_seed_set_needs_the_lists(project):
    message = said(project, audiences=[{"name": "vips", "seed_set": True}])
    assert "Audience vips: its seed_set needs the variable seed_sets" in message
    assert "horizon_days" not in message


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"+materialized": "table"}, "owned_audiences__segment_events (table)"),
        (
            {"owned_audiences": {"identity": {"+materialized": "view"}}},
            "int_owned_audiences__identifiers (view)",
        ),
        ({"+full_refresh": True}, "owned_audiences__propensity_scores (incremental, full_refresh"),
    ],
    ids=str,
)
def test_a_kept_table_that_would_be_lost_is_refused(project, config, sentence):
    message = said(project, config={"models": {"owned_audiences": config}})
    assert sentence in message
    assert "daily_activity (table)" not in message  # it can be built again


def test_the_lines_that_exempt_the_package_do_so(make_project):
    """A project makes views of everything; the message says how to leave the package out."""
    project = make_project(AUDIENCE)
    project.load_rows([interaction(k, f"u{k % 5}", f"2024-01-{k + 1:02}") for k in range(20)])
    project.config = {"models": {"+materialized": "view"}}
    run = project.dbt("build")
    assert "owned_audiences__segments (view)" in run.said
    lines = run.said[run.said.index("    models:") :].splitlines()
    lines = [line for line in lines if line.startswith("    ")]
    exempted = yaml.safe_load(textwrap.dedent("\n".join(lines)))
    exempted["models"]["+materialized"] = "view"
    project.config = exempted
    project.build_untested()
    assert (
        project.one(
            "select table_type from information_schema.tables"
            " where table_name = 'interactions' and table_schema = 'main'"
        )
        == "VIEW"
    )
    types = project.read(
        "select table_type from information_schema.tables"
        " where table_name in ('owned_audiences__segments', 'owned_audiences__segment_events')"
    )
    assert types == [("BASE TABLE",)] * 2


def test_what_is_right_is_not_refused_and_builds(make_project):
    """Every predicate in a build, so that the page above holds only what works."""
    actions = [{"name": f"a{k}", **PLAIN, "desired_action": sql} for k, sql in enumerate(ACTIONS)]
    facts = [{"name": f"f{k}", **PLAIN, "eligible": sql} for k, sql in enumerate(FACTS)]
    project = make_project(*actions, *facts, time_zone="Europe/Berlin", contact_types=None)
    project.load_rows([interaction(k, f"u{k % 5}", f"2024-01-{k + 1:02}") for k in range(20)])
    project.build_untested()
    assert project.one("select count(*) from owned_audiences__audiences") == len(actions + facts)


def test_the_summary_does_without_what_segments_do_not_need(make_project):
    project = make_project(AUDIENCE)
    project.load_rows([interaction(1, "u1", "2024-01-01")])
    project.build_untested("--select", "+owned_audiences__segments")
    assert "owned_audiences__unused_input_rows" not in project.tables()


def test_two_names_for_the_same_definition_get_the_same_scores(make_project):
    project = make_project(AUDIENCE, {**AUDIENCE, "name": "again"})
    project.load_rows(many_people())
    project.build()
    one, other = (
        project.read(
            "select person_id, tier, propensity from owned_audiences__segments"
            f" where audience = '{name}' order by 1"
        )
        for name in ("buyers", "again")
    )
    assert one == other != []


def test_what_does_not_occur_in_the_data_is_noted_after_the_build(make_project, capsys):
    nobody = {**AUDIENCE, "name": "typo", "desired_action": "interaction_type = 'purchas'"}
    rules = {"channels": {"wep": {"budget": 1}}}
    project = make_project(AUDIENCE, nobody, contact_types=["mial"], contact_rules=rules)
    kinds = ("view", "purchase", "mail")
    anonymous = [
        row | {"anonymous_id": row["user_id"], "user_id": None}
        for row in many_people(people=5, days=30, kinds=kinds)
    ]
    project.load_rows(anonymous)
    project.build_untested()
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Note: ")]
    assert len(notes) == 5, notes  # one is on the age of the newest day
    assert "no interaction has a user_id" in notes[1]
    assert "nobody ever did the desired_action of typo (interaction_type = 'purchas')" in notes[2]
    assert "are mail, purchase, view." in notes[2]
    assert "contact_types has mial, which is not in the data: did you mean mail?" in notes[3]
    assert "contact_rules has a channel wep, which is not in the data" in notes[4]
