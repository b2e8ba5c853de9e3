"""Who is who: links between anonymous ids and users, and since when they are known."""

import datetime as dt

import pytest

from project import AUDIENCE, interaction, synthetic_shop

LINKS = "{{ source('raw', 'links') }}"
SOURCES = """
sources:
  - name: raw
    schema: raw
    tables: [{name: links}]
"""
FIRST_BUYERS = {**AUDIENCE, "eligible": "days_since_desired_action is null"}
# People view without an account until they first buy; carts need one, and a newsletter goes there.
ANONYMOUS_UNTIL_BOUGHT = """
    with bought as (
        select user_id, min(occurred_at) as first_at from rows
        where interaction_type = 'purchase' group by user_id
    )
    select
        rows.* exclude (known_on, user_id),
        case
            when rows.interaction_type != 'view' or rows.occurred_at >= bought.first_at
                then rows.user_id
        end as user_id,
        'c' || rows.user_id as anonymous_id
    from rows left join bought on rows.user_id = bought.user_id
    where rows.known_on < date '{as_of}'
    union all by name
    select
        'n' || user_id || '-' || m as interaction_id, user_id, 'newsletter' as interaction_type,
        timestamp '2024-01-01' + to_months(cast(m as integer)) as occurred_at
    from (select distinct user_id from rows) as users cross join range(14) as months(m)
    where occurred_at < date '{as_of}'
"""


@pytest.fixture(scope="module")
def link(make_project):
    """Make a project with rows and links (user, anonymous id, day), built."""

    def make(rows, links, **settings):
        audience = settings.pop("audience", AUDIENCE)
        project = make_project(
            audience, identity_links=LINKS, models={"sources.yml": SOURCES}, **settings
        )
        project.load_rows(rows)
        load_links(project, links)
        return project

    return make


def load_links(project, links):
    values = ", ".join(f"('{user}', '{device}', timestamp '{day}')" for user, device, day in links)
    nothing = "select null, null, null where false" if not links else f"values {values}"
    with project.connect() as connection:
        connection.execute(
            f"create or replace table raw.links as select cast(a as text) as user_id,"
            f" cast(b as text) as anonymous_id, cast(c as timestamp) as linked_at"
            f" from ({nothing}) as given(a, b, c)"
        )


def visit(number, device, day, user=None, **more):
    return interaction(number, user, day, anonymous_id=device, **more)


def counts(project):
    query = "select person_id, interactions from owned_audiences__person_profile order by all"
    return dict(project.read(query))


def test_a_link_counts_only_from_its_date_on(make_project):
    """Else the purchase that made the link tells itself: an AUC that is not observed later."""
    simulated = synthetic_shop(people=1500, days=300, seed=3)
    query = ANONYMOUS_UNTIL_BOUGHT.format(as_of=simulated.as_of)
    found = {}
    for name, linked_at in {"respected": "min(occurred_at)", "ignored": "'2023-12-31'"}.items():
        project = make_project(FIRST_BUYERS, identity_links=LINKS, models={"sources.yml": SOURCES})
        project.load(query, rows=simulated.rows)
        with project.connect() as connection:
            connection.execute(
                f"create table raw.links as select user_id, anonymous_id, {linked_at} as linked_at"
                " from raw.interactions where interaction_type = 'purchase'"
                " group by user_id, anonymous_id"
            )
            # a row with both ids would be a link as well
            connection.execute(
                "update raw.interactions set anonymous_id = null where user_id is not null"
            )
        project.build_untested()
        found[name] = project.one("select auc from owned_audiences__propensity_models")
        scores = project.read("select person_id, points from owned_audiences__segments")
        found[f"{name}, observed"] = rank_auc(scores, simulated.buyers())
    print(found)
    assert found["ignored"] > found["respected"] + 0.1, found
    assert abs(found["respected"] - found["respected, observed"]) < 0.06, found
    assert found["ignored"] > found["ignored, observed"] + 0.1, found


def rank_auc(scores, acted):
    """The share of pairs of an acting and another person in which the former has more points."""
    yes = [points for person, points in scores if person in acted]
    no = [points for person, points in scores if person not in acted]
    return sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))


def test_a_shared_device_is_the_last_linked_users(link):
    rows = [
        visit(1, "tablet", "2024-01-01"),
        visit(2, "tablet", "2024-01-05"),
        visit(3, "tablet", "2024-01-09"),
        visit(4, "tablet", "2024-01-10"),
        visit(5, "tablet", "2024-01-20"),
        interaction(6, "ann", "2024-01-01"),
    ]
    project = link(rows, [("ann", "tablet", "2024-01-04"), ("bob", "tablet", "2024-01-10")])
    project.build()
    assert counts(project) == {"ann": 4, "bob": 2}
    assert project.read(
        "select identifier_group, identifiers from owned_audiences__scoring_coverage order by all"
    ) == [("anonymous ids of users", 1), ("users", 2)]


def test_a_row_with_both_ids_is_a_link(link):
    rows = [
        visit(1, "phone", "2024-01-01"),
        visit(2, "phone", "2024-01-02", user="ann"),
        visit(3, "phone", "2024-01-03"),
        visit(4, "other", "2024-01-03"),
    ]
    project = link(rows, [])
    project.build_untested()
    assert counts(project) == {"ann": 3}
    assert ("anonymous ids without a user", False, 1) in project.read(
        "from owned_audiences__scoring_coverage"
    )


def test_a_late_link_rewrites_nothing(link, tmp_path_factory):
    rows = [visit(k, "phone", f"2024-01-{k:02}") for k in range(1, 21)]
    rows += [interaction(50, "ann", "2024-01-01"), interaction(51, "bob", "2024-01-20")]
    project = link(rows, [])
    project.build_untested()
    tables = ["daily_activity", "desired_actions"]
    before = [project.contents(f"int_owned_audiences__{table}") for table in tables]
    keys = project.contents("int_owned_audiences__identifiers")
    assert counts(project) == {"ann": 1, "bob": 1}
    load_links(project, [("ann", "phone", "2024-01-03")])
    project.build()
    assert [project.contents(f"int_owned_audiences__{table}") for table in tables] == before
    assert project.contents("int_owned_audiences__identifiers") == keys
    assert counts(project) == {"ann": 21, "bob": 1}


def test_an_id_of_too_many_belongs_to_nobody(link):
    links = [(f"u{k}", "kiosk", f"2024-01-0{k}") for k in range(1, 5)]
    links += [(f"u{k}", "family", f"2024-01-0{k}") for k in range(1, 4)]
    rows = [visit(1, "kiosk", "2024-01-09"), visit(2, "family", "2024-01-09")]
    rows += [interaction(10 + k, f"u{k}", "2024-01-01") for k in range(1, 5)]
    project = link(rows, links, max_users_per_identifier=3)
    project.build()
    assert counts(project) == {"u1": 1, "u2": 1, "u3": 2, "u4": 1}
    assert project.read("from owned_audiences__shared_identifiers") == [
        ("kiosk", 4, dt.date(2024, 1, 1), dt.date(2024, 1, 4))
    ]


def test_links_in_a_circle_merge_nobody(link):
    circle = [("ann", "a"), ("bob", "a"), ("bob", "b"), ("ann", "b")]
    links = [(user, device, f"2024-01-0{k}") for k, (user, device) in enumerate(circle, 1)]
    rows = [visit(1, "a", "2024-01-09"), visit(2, "b", "2024-01-09")]
    rows += [interaction(3, "ann", "2024-01-01"), interaction(4, "bob", "2024-01-01")]
    project = link(rows, links)
    project.build_untested()
    assert counts(project) == {"ann": 2, "bob": 2}


@pytest.mark.parametrize("scored", [False, True])
def test_anonymous_people_are_scored_only_where_that_is_said(link, scored):
    rows = [visit(1, "a", "2024-01-09"), visit(2, "b", "2024-01-09")]
    rows += [interaction(3, "ann", "2024-01-01")]
    project = link(rows, [("ann", "a", "2024-01-02")], score_anonymous=scored)
    project.build()
    more = {"anonymous:b": 1} if scored else {}
    assert counts(project) == {"ann": 2, **more}
    assert (
        project.one(
            "select is_scored from owned_audiences__scoring_coverage"
            " where identifier_group = 'anonymous ids without a user'"
        )
        is scored
    )


def test_links_that_cannot_be_used_are_counted(link, capfd):
    project = link([interaction(1, "ann", "2024-01-01")], [("", "a", "2024-01-02")])
    with project.connect() as connection:
        connection.execute("insert into raw.links values ('ann', null, '2024-01-02')")
        connection.execute("insert into raw.links values ('ann', 'a', null)")
        connection.execute("insert into raw.links values ('ann', 'a', '2999-01-01')")
    project.build_untested()
    said = "4 rows of other inputs not used, such as 1 of identity_links: linked_at is in the"
    assert said in capfd.readouterr().out
    assert project.read("from owned_audiences__unused_input_rows order by all") == [
        ("identity_links", "linked_at is in the future", 1),
        ("identity_links", "linked_at is not a time", 1),
        ("identity_links", "no anonymous_id", 1),
        ("identity_links", "no user_id", 1),
    ]
    assert counts(project) == {"ann": 1}
