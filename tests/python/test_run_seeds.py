"""Seed sets in a project: what is learned of lists whose making is known, and what is said."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score

from project import ACCEPT

PEOPLE, DAYS = 1200, 300
START = dt.date(2024, 1, 1)
AS_OF = START + dt.timedelta(DAYS)
SEED_SETS = "select * from raw.seed_sets"
BUYERS = {"name": "buyers", "desired_action": "interaction_type = 'buy'", "horizon_days": 14}
LISTS = ["gardeners", "recent", "coupons", "dated", "undated", "few", "strangers", "messy"]


def simulate(days=DAYS, seed=1):
    """People who view (a garden lover more of garden), buy, use coupons, and leave one by one."""
    rng = np.random.default_rng(seed)
    garden = rng.random(PEOPLE) < 0.35
    coupon = rng.random(PEOPLE) < 0.35
    joined = rng.integers(-100, 150, PEOPLE)
    left = np.where(rng.random(PEOPLE) < 0.5, DAYS + 9, rng.integers(150, 300, PEOPLE))
    rows = []
    for day in range(days):
        on = (joined <= day) & (day < left)
        for who in np.flatnonzero(on & (rng.random(PEOPLE) < 0.12)):
            is_garden = rng.random() < (0.4 if garden[who] else 0.2)
            rows.append((day, who, "view", "garden" if is_garden else "kitchen"))
        for who in np.flatnonzero(on & (rng.random(PEOPLE) < 0.02)):
            rows.append((day, who, "buy", None))
        for who in np.flatnonzero(on & coupon & (rng.random(PEOPLE) < 0.08)):
            rows.append((day, who, "coupon", None))
    return rows, garden


def as_table(rows):
    day, who, kind, topic = zip(*rows, strict=True)
    return pa.table(
        {
            "interaction_id": [f"i{k}" for k in range(len(rows))],
            "user_id": [f"u{k}" for k in who],
            "occurred_at": [
                dt.datetime.combine(START, dt.time(12)) + dt.timedelta(int(d)) for d in day
            ],
            "interaction_type": kind,
            "topic": topic,
        }
    )


def make_lists(rows, garden, rng):
    """Rows of each list, by how it was made, and what members of one did after they were listed."""
    first, last = {}, {}
    for day, who, *_ in rows:
        first.setdefault(who, day)
        last[who] = day

    def listed(audience, people, dates=None):
        for k, who in enumerate(people):
            date = None if dates is None else str(START + dt.timedelta(int(dates[k])))
            yield {"audience": audience, "user_id": f"u{who}", "seeded_at": date}

    seen = np.array(sorted(last))
    used = sorted({who for _, who, kind, _ in rows if kind == "coupon"})

    def date_some(people, number):
        """Some people and dates at which they were known; who they are depends on no more."""
        dates = rng.integers(120, 280, len(people))
        known = np.array([first[who] for who in people]) < dates
        chosen = rng.choice(np.flatnonzero(known), number, replace=False)
        return people[chosen], dates[chosen]

    recent = np.array([who for who in seen if last[who] >= DAYS - 4])
    anybody, dates = date_some(seen, 220)
    after = [
        (int(min(date + 1 + k, DAYS - 1)), who, "login", None)
        for who, date in zip(anybody, dates, strict=True)
        for k in range(0, 60, 10)
    ]
    lists = [
        *listed("gardeners", *date_some(seen[garden[seen]], 220)),
        *listed("recent", rng.choice(recent, len(recent) // 2, replace=False)),
        *listed("coupons", rng.choice(used, 210, replace=False)),
        *listed("dated", anybody, dates),
        *listed("undated", anybody),
        *listed("few", seen[:12]),
        *listed("strangers", range(9000, 9050)),
        *listed("mesy", [1, 2]),
        *listed("buyers", [3]),
    ]
    messy = date_some(seen, 40)[0]
    lists += [*listed("messy", messy, [280] * 40), *listed("messy", messy[:5], [290] * 5)]
    lists += [*listed("messy", messy[:2]), *listed("messy", [8000, 8001], [DAYS + 5] * 2)]
    lists += [{"audience": "messy", "user_id": None, "seeded_at": None}]
    lists += [{"audience": None, "user_id": "u1", "seeded_at": None}]
    lists += [{"audience": "messy", "user_id": "u2", "seeded_at": "soon"}]
    return lists, after


def load_lists(project, lists):
    schema = pa.schema([(name, pa.string()) for name in ("audience", "user_id", "seeded_at")])
    table = pa.Table.from_pylist(lists, schema)
    with project.connect() as connection:
        connection.register("given", table)
        connection.execute("create or replace table raw.seed_sets as select * from given")


@pytest.fixture(scope="module")
def world():
    rows, garden = simulate()
    lists, after = make_lists(rows, garden, np.random.default_rng(2))
    return {"rows": rows + after, "lists": lists}


@pytest.fixture(scope="module")
def seeded(make_project, world):
    audiences = [BUYERS, *({"name": name, "seed_set": True} for name in LISTS)]
    project = make_project(
        *audiences,
        models={"seed_sets.sql": SEED_SETS},
        seed_sets="{{ ref('shop', 'seed_sets') }}",
    )
    project.load("select * from rows", rows=as_table(world["rows"]))
    load_lists(project, world["lists"])
    run = project.build()
    assert "warn" not in run.statuses.values(), run.said
    return project


@pytest.fixture(scope="module")
def health(seeded):
    with seeded.connect(read_only=True) as connection:
        table = connection.execute("select * from owned_audiences__seed_health").to_arrow_table()
    return {row["audience"]: row for row in table.to_pylist()}


def ideal_auc(project, audience):
    """AUC of the one thing in which members differ: the topics of their views until then."""
    rows = project.read(
        f"""
        select
            any_value(examples.acted),
            coalesce(sum(ln(2.0)) filter (where raw.topic = 'garden'), 0)
            + coalesce(sum(ln(0.75)) filter (where raw.topic = 'kitchen'), 0)
        from int_owned_audiences__training_examples as examples
        left join raw.interactions as raw
            on examples.person_id = raw.user_id and cast(raw.occurred_at as date) < examples.as_of
        where examples.audience = '{audience}'
        group by examples.person_id
        """
    )
    return roc_auc_score([acted for acted, _ in rows], [score for _, score in rows])


def test_a_taste_is_learned_nearly_as_well_as_it_can_be(seeded, health):
    found = health["gardeners"]
    truth = ideal_auc(seeded, "gardeners")
    assert truth > 0.6
    assert found["status"] == "scorecard"
    assert truth - 0.08 < found["auc"] < truth + 0.04
    assert found["leaky_features"] == 0
    assert "garden" in found["separated_by_1"]
    assert found["separated_by_2"]
    assert found["separated_by_3"]
    assert found["health"].startswith("No warnings about the list.")


def test_a_list_of_the_recently_active_is_said_to_be(health):
    found = health["recent"]
    assert found["recency_auc"] > 0.7
    assert "recently active" in found["health"]
    assert found["share_of_members_active_30d"] == 1
    assert found["share_of_others_active_30d"] < 0.8
    assert "recently active" not in health["coupons"]["health"]


def test_a_list_made_from_a_feature_gives_itself_away(health):
    found = health["coupons"]
    assert found["auc"] < 0.98
    assert found["leaky_features"] >= 1
    assert found["leaky_feature"].startswith("coupon_")
    assert "100 % of the members" in found["leaky_feature"]
    assert found["leaky_feature"] in found["health"]


def test_what_came_after_the_date_does_not_leak(health):
    dated, undated = health["dated"], health["undated"]
    assert dated["status"] == "no_signal"
    assert abs(dated["auc"] - 0.5) < 0.1
    assert undated["auc"] > 0.95
    assert "effect rather than the cause" in undated["health"]
    assert "effect" not in dated["health"]
    assert (dated["undated_share"], undated["undated_share"]) == (0, 1)
    assert 60 < dated["median_age_days"] < 140
    assert undated["median_age_days"] is None


def test_too_few_and_unknown_members_are_refused_in_a_sentence(seeded, health):
    assert "Only 12 of 12" in health["few"]["health"]
    assert health["strangers"]["matched_members"] == 0
    assert health["strangers"]["health"].startswith("None of the 50 members is known")
    for name in ("few", "strangers"):
        assert health[name]["status"] == "too_few_positives"
        assert seeded.read(
            f"select distinct tier, points from owned_audiences__segments where audience = '{name}'"
        ) == [(None, None)]


def test_nothing_of_a_list_is_lost(health):
    found = health["messy"]
    counts = ["listed_rows", "rows_without_user", "rows_with_unreadable_date", "rows_after_as_of"]
    counts += ["repeated_rows", "members", "matched_members"]
    assert [found[name] for name in counts] == [51, 1, 1, 2, 7, 40, 40]
    assert found["undated_share"] == 0
    for name, rows in {"mesy": 2, "buyers": 1, "(none)": 1}.items():
        assert (health[name]["status"], health[name]["listed_rows"]) == ("not_configured", rows)
        assert "seed_set: true" in health[name]["health"]
    assert len(health) == len(LISTS) + 3


def test_examples_stand_at_the_members_dates(seeded, world):
    """The others' dates are spread as the members' are; nobody stands twice."""
    members = {row["user_id"] for row in world["lists"] if row["audience"] == "dated"}
    rows = seeded.read(
        "select person_id, acted, as_of, weight from int_owned_audiences__training_examples"
        " where audience = 'dated'"
    )
    assert {person for person, acted, *_ in rows if acted} == members
    assert not members & {person for person, acted, *_ in rows if not acted}
    assert len({person for person, *_ in rows}) == len(rows)
    days = {
        group: np.array([(AS_OF - date).days for _, acted, date, _ in rows if acted is group])
        for group in (True, False)
    }
    assert set(days[False]) <= set(days[True])
    assert np.mean(days[False]) == pytest.approx(np.mean(days[True]), abs=5)
    for group in (True, False):
        weight = sum(w for _, acted, _, w in rows if acted is group)
        assert weight == pytest.approx(len(rows) / 2)


def test_features_are_made_once_for_each_person_and_date(seeded):
    assert not seeded.read(
        "select as_of, person_key, feature from int_owned_audiences__training_features"
        " where audience is null group by all having count(*) > 1"
    )


def test_resemblance_is_published_without_propensity(seeded, world):
    members = {row["user_id"] for row in world["lists"] if row["audience"] == "gardeners"}
    rows = seeded.read(
        "select person_id, tier, percentile, propensity, reason_1, is_suppressed, points"
        " from owned_audiences__segments where audience = 'gardeners' order by percentile desc"
    )
    assert not members & {row[0] for row in rows}
    assert len(rows) + len(members) == seeded.one(
        "select count(*) from int_owned_audiences__current_observations"
    )
    assert {row[1] for row in rows} == {"high", "medium", "rest"}
    assert rows[0][2] == 1
    assert {row[3] for row in rows} == {None}
    assert rows[0][4]
    assert rows[0][6] > rows[-1][6]
    kept = seeded.read(
        "select count(*), count(propensity), min(window_ends_on - as_of)"
        " from owned_audiences__propensity_scores where audience = 'gardeners'"
    )
    assert kept == [(len(rows), 0, 30)]
    sizes = seeded.read(
        "select people, expected_actions, share_of_actions from owned_audiences__audience_sizes"
        " where audience = 'gardeners' and share = 0.1"
    )
    assert sizes[0][0] == pytest.approx(len(rows) / 10, abs=1)
    assert sizes[0][1:] == (None, None)
    plan = seeded.one(
        "select count(*) from owned_audiences__engagement_plan where audience = 'gardeners'"
    )
    assert plan == sum(row[1] != "rest" for row in rows)


def test_an_action_next_to_it_is_learned_as_ever(seeded):
    assert (
        seeded.one(
            "select count(*) from int_owned_audiences__desired_actions where audience != 'buyers'"
        )
        == 0
    )
    assert seeded.read(
        "select audience_type, desired_action from owned_audiences__audiences"
        " where audience = 'buyers'"
    ) == [("desired_action", "interaction_type = 'buy'")]
    assert (
        seeded.one(
            "select min(weight) from int_owned_audiences__training_examples"
            " where audience = 'buyers'"
        )
        >= 1
    )


def test_the_next_day_uses_the_model_until_the_list_changes(seeded, world):
    """Reads what the tests above have read, changed: it stands last in the file."""
    query = "select model_version from owned_audiences__audiences where audience = 'gardeners'"
    before = seeded.one(query)
    fits = "select * from int_owned_audiences__fitted_models where audience = 'gardeners'"
    fitted = seeded.read(fits)
    rows = [*world["rows"], (DAYS, 7, "view", "garden")]
    seeded.load("select * from rows", rows=as_table(rows))
    # one row does not make a day: the date is set
    seeded.build(as_of=str(START + dt.timedelta(DAYS + 1)))
    assert seeded.one(query) == before
    assert seeded.read(fits) == fitted
    outsider = seeded.one(
        "select person_id from owned_audiences__segments where audience = 'gardeners'"
        " order by percentile desc limit 1"
    )
    date = str(START + dt.timedelta(200))
    added = {"audience": "gardeners", "user_id": outsider, "seeded_at": date}
    load_lists(seeded, [*world["lists"], added])
    seeded.build_untested()
    assert seeded.one(query) != before
    assert not seeded.one(
        "select count(*) from owned_audiences__segments"
        f" where audience = 'gardeners' and person_id = '{outsider}'"
    )
    assert (
        seeded.one(
            "select max_by(event, as_of) from owned_audiences__segment_events"
            f" where audience = 'gardeners' and person_id = '{outsider}'"
        )
        == "left"
    )


def test_a_list_needs_no_column_of_dates(seeded):
    """It builds on what the test above left; the other lists have lost their members."""
    with seeded.connect() as connection:
        connection.execute(
            "create or replace table raw.seed_sets as"
            " select distinct 'gardeners' as audience, user_id from raw.interactions"
            " where user_id like '%7' or user_id like '%2'"
        )
    seeded.build_untested(*ACCEPT)
    health = {
        row[0]: row[1:]
        for row in seeded.read(
            "select audience, undated_share, match_rate, status, members > 200, health"
            " from owned_audiences__seed_health"
        )
    }
    assert health["gardeners"][:4] == (1, 1, "no_signal", True)
    assert health["recent"][4].startswith(
        "The list has no member as of 2024-10-28: is the variable"
    )


def test_an_infinite_date_is_no_date(make_project):
    """The engine reads such texts, but no days can be counted from them."""
    vips = {"name": "vips", "seed_set": True}
    project = make_project(
        vips, seed_sets="{{ ref('lists') }}", models={"lists.sql": "select * from raw.lists"}
    )
    project.load(
        "select 'i' || k as interaction_id, 'u' || k as user_id, 'view' as interaction_type,"
        " timestamp '2024-01-01' as occurred_at from range(3) as ids(k)"
    )
    with project.connect() as connection:
        connection.execute(
            "create table raw.lists as select 'vips' as audience, * from"
            " (values ('u0', '2024-01-02'), ('u1', '-infinity'), ('u2', 'infinity'))"
            " as given(user_id, seeded_at)"
        )
    project.build()
    assert project.read(
        "select members, rows_with_unreadable_date, rows_after_as_of"
        " from owned_audiences__seed_health"
    ) == [(1, 2, 0)]
