"""Preferences: a known truth is recovered, and nothing depends on order, blocks or keys."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from owned_audiences import overall_preferences, person_preferences
from owned_audiences.active_days import DIMENSIONS, DayCounts, count_days, read_dimensions
from owned_audiences.preferences import Shares, choose, compare_held_out, estimate_shares

EMPTY = np.empty(0, np.int64)


def make_counts(rows):
    """Counts from rows of person, category, days, days_before."""
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return DayCounts(*columns)


def simulate(prior_days, people=4_000, categories=7, days=40, seed=0):
    """Counts of people with Dirichlet shares around overall ones, and the overall shares."""
    rng = np.random.default_rng(seed)
    share = np.arange(1, categories + 1) / np.arange(1, categories + 1).sum()
    own = rng.dirichlet(prior_days * share, people)
    total = rng.integers(1, days, people)
    table = np.array([rng.multinomial(n, p) for n, p in zip(total, own, strict=True)])
    later = rng.binomial(table, 0.3)
    person, category = np.nonzero(table)
    days = table[person, category]
    return DayCounts(person, category, days, days - later[person, category]), share


def test_a_day_counts_once_in_a_category_and_the_last_30_are_held_out():
    person = np.array([7, 7, 7, 7, 7, 3, 7])
    category = np.array([1, 1, 1, 1, 0, 2, -1])
    days_ago = np.array([30, 31, 31, 365, 1, 400, 5])
    counts = count_days(person, category, days_ago)
    assert counts.person.tolist() == [3, 7, 7]
    assert counts.category.tolist() == [2, 0, 1]
    assert counts.days.tolist() == [1, 1, 3]
    assert counts.days_before.tolist() == [1, 0, 2]


def test_nobody_has_no_days_no_shares_and_no_choice():
    counts = count_days(EMPTY, EMPTY, EMPTY)
    shares = estimate_shares(counts, 3)
    assert shares.share.tolist() == [0, 0, 0]
    assert compare_held_out(counts, shares).is_personal is False
    assert len(choose(counts, shares, np.array([1, 2, 3])).person) == 0
    assert len(estimate_shares(counts, 0).share) == 0


@pytest.mark.parametrize("prior_days", [0.5, 3, 25])
def test_the_simulated_prior_is_recovered(prior_days):
    counts, share = simulate(prior_days)
    shares = estimate_shares(counts, 7)
    assert np.allclose(shares.share, share, atol=0.01)
    assert shares.prior_days == pytest.approx(prior_days, rel=0.1)


def test_people_who_keep_to_their_own_leave_the_overall_shares_no_weight():
    counts = make_counts([(person, person // 10, 12, 0) for person in range(20)])
    shares = estimate_shares(counts, 2)
    assert shares.share.tolist() == [0.5, 0.5]
    assert shares.prior_days == 0.1


def test_people_who_are_alike_get_the_most_that_may_count():
    counts = make_counts([(person, c, 6, 0) for person in range(20) for c in range(2)])
    assert estimate_shares(counts, 2).prior_days == 1e6
    assert estimate_shares(counts, 2, most_prior_days=30.0).prior_days == 30


def test_people_who_are_exactly_as_different_as_chance_are_alike():
    """With one day each nothing is known of differences; floats would say anything."""
    counts = make_counts([(person, person % 7, 1, 1) for person in range(1_000)])
    assert estimate_shares(counts, 7).prior_days == 1e6


def test_one_person_and_one_category():
    one = make_counts([(5, 0, 3, 1), (5, 1, 1, 1)])
    assert estimate_shares(one, 2) == Shares(pytest.approx(np.array([0.75, 0.25])), 1e6)
    assert estimate_shares(make_counts([(5, 0, 3, 1), (9, 0, 8, 1)]), 1).prior_days == 1e6


def test_shares_before_the_held_out_days_are_their_own():
    counts = make_counts([(1, 0, 3, 1), (2, 1, 1, 1), (2, 2, 4, 0)])
    assert estimate_shares(counts, 3).share.tolist() == [0.375, 0.125, 0.5]
    assert estimate_shares(counts.before(), 3).share.tolist() == [0.5, 0.5, 0]


def test_preferences_that_hold_are_personal():
    """Where people keep to their own; not where all do the same, nor without held-out days."""
    shares = Shares(np.array([0.5, 0.5]), 2.0)
    own = make_counts([(person, person // 10, 12, 10) for person in range(20)])
    held_out = compare_held_out(own, shares)
    assert (held_out.people, held_out.is_personal) == (20, True)
    assert held_out.overall_loss == pytest.approx(2 * np.log(2), abs=1e-6)
    assert held_out.personal_loss == pytest.approx(-2 * np.log(11 / 12), abs=1e-6)
    alike = make_counts([(person, c, 6, 5) for person in range(20) for c in range(2)])
    held_out = compare_held_out(alike, shares)
    assert (held_out.people, held_out.is_personal) == (20, False)
    nothing = make_counts([(person, 0, 5, 5) for person in range(20)])
    assert compare_held_out(nothing, Shares(np.ones(1), 2.0)).people == 0


def test_who_was_not_known_before_the_held_out_days_tests_nothing():
    counts = make_counts([(1, 0, 3, 0), (2, 1, 2, 1), (2, 2, 2, 0)])
    assert compare_held_out(counts, estimate_shares(counts.before(), 3)).people == 1


@pytest.mark.parametrize(("prior_days", "is_personal"), [(1, True), (1e5, False)])
def test_simulated_preferences_are_told_from_chance(prior_days, is_personal):
    counts, _ = simulate(prior_days)
    before = estimate_shares(counts.before(), 7)
    assert compare_held_out(counts, before).is_personal == is_personal


def test_a_choice_weighs_own_days_and_overall_shares():
    """Category 2 is no option, but its days count; person 2 did the commonest never."""
    counts = make_counts([(1, 0, 1, 1), (1, 1, 5, 5), (1, 2, 9, 9), (2, 1, 1, 1)])
    choices = choose(counts, Shares(np.array([0.5, 0.25, 0.25]), 2.0), np.array([1, 2, 0]))
    assert choices.person.tolist() == [1, 2]
    assert choices.category.tolist() == [1, 1]
    assert choices.share.tolist() == [(5 + 2 * 0.25) / (15 + 2), (1 + 2 * 0.25) / (1 + 2)]
    choices = choose(counts, Shares(np.array([0.75, 0.25, 0]), 9.0), np.array([1, 2, 0]))
    assert choices.category.tolist() == [0, 0]
    assert choices.share[1] == 9 * 0.75 / (1 + 9)


def test_of_equal_shares_the_commoner_category_is_chosen():
    counts = make_counts([(1, 0, 2, 2), (1, 1, 2, 2), (1, 2, 2, 2)])
    equal = Shares(np.full(3, 1 / 3), 6.0)
    for rank in ([1, 2, 3], [3, 1, 2], [2, 3, 1]):
        assert choose(counts, equal, np.array(rank)).category.tolist() == [rank.index(1)]


def make_activity(people, topics, rows, seed=0):
    """Random interaction dimensions, and activity of people with a favorite topic each."""
    rng = np.random.default_rng(seed)
    dimensions = pa.table(
        {
            "dimension_key": pa.array(np.arange(1, 14 * topics + 1), pa.int32()),
            "weekday": pa.array(np.arange(14 * topics) % 7 + 1, pa.int8()),
            "day_part": pa.array([None] * (14 * topics), pa.int8()),
            "channel": np.where(np.arange(14 * topics) % 14 < 7, "web", "app"),
            "topic": [f"topic {k // 14}" if k >= 14 else None for k in range(14 * topics)],
        }
    )
    person = rng.integers(0, people, rows)
    topic = np.where(rng.random(rows) < 0.5, person * 31 % topics, rng.integers(0, topics, rows))
    activity = pa.table(
        {
            "person_key": person + 1,
            "dimension_key": pa.array(topic * 14 + rng.integers(0, 14, rows) + 1, pa.int32()),
            "days_ago": pa.array(rng.integers(1, 366, rows), pa.int32()),
        }
    )
    return dimensions, activity


def make_options(overall, audiences):
    """Every category is an option of every audience, the commonest first."""
    options = overall.sort_by([("dimension", "ascending"), ("share", "descending")]).to_pylist()
    rows = []
    for audience in audiences:
        rank = {}
        for option in options:
            rank[option["dimension"]] = rank.get(option["dimension"], 0) + 1
            rows.append(option | {"audience": audience, "option_rank": rank[option["dimension"]]})
    more = [pa.field("audience", pa.string()), pa.field("option_rank", pa.int64())]
    return pa.Table.from_pylist(rows, pa.schema([*overall.schema, *more]))


class Preferences:
    """Both tables from activity, by way of DuckDB; the audiences b and a are planned for all."""

    def __init__(self, dimensions, activity, block_people=25_000):
        self.session = duckdb.connect()
        keys = np.unique(activity["person_key"].to_numpy())
        frames = {"block_people": block_people}
        frames["interaction_dimensions"] = self.stored("interaction_dimensions", dimensions)
        frames["activity"] = self.stored("activity", activity)
        sample = self.stored("sample", pa.table({"person_key": keys}))
        self.overall = overall_preferences(self.session, sample=sample, **frames)
        planned = pa.table({"audience": ["b", "a"] * len(keys), "person_key": np.repeat(keys, 2)})
        self.personal = person_preferences(
            self.session,
            planned=self.stored("planned", planned),
            options=self.stored("options", make_options(self.overall, ["a", "b"])),
            **frames,
        ).read_all()

    def stored(self, name, table):
        self.session.register("given", table)
        self.session.execute(f"create or replace table {name} as from given")
        return self.session.table(name)


def test_neither_blocks_nor_rows_order_nor_keys_matter():
    dimensions, activity = make_activity(people=300, topics=20, rows=30_000)
    first = Preferences(dimensions, activity)
    rng = np.random.default_rng(1)
    shuffled = activity.take(rng.permutation(activity.num_rows))
    reordered = dimensions.take(rng.permutation(dimensions.num_rows))
    blocks = Preferences(reordered, shuffled, block_people=7)
    assert blocks.overall.equals(first.overall)
    order = [("audience", "ascending"), ("person_key", "ascending"), ("dimension", "ascending")]
    assert blocks.personal.sort_by(order).equals(first.personal.sort_by(order))
    other_keys = rng.permutation(301) + 5
    keys = pa.array(other_keys[activity["person_key"].to_numpy()])
    assert Preferences(dimensions, activity.set_column(0, "person_key", keys)).overall.equals(
        first.overall
    )


def test_everybody_gets_their_favorite_of_two_thousand_topics():
    dimensions, activity = make_activity(people=500, topics=2_000, rows=50_000)
    made = Preferences(dimensions, activity)
    rows = made.overall.to_pylist()
    assert {row["dimension"]: row["is_personal"] for row in rows} == {
        "weekday": False,
        "channel": False,
        "topic": True,
    }
    assert len({row["category"] for row in rows if row["dimension"] == "topic"}) <= 1_999
    chosen = made.personal.to_pylist()
    assert {row["dimension"] for row in chosen} == {"topic"}
    assert len(chosen) == 2 * 500
    favorites = [row for row in chosen if row["person_key"] - 1]  # topic 0 is null
    assert all(
        row["category"] == f"topic {(row['person_key'] - 1) * 31 % 2000}" for row in favorites
    )


def test_a_topic_that_only_others_know_is_no_category():
    """Dimension keys outlive what was done: a category without a day in the sample has no share."""
    dimensions, activity = make_activity(people=50, topics=5, rows=2_000)
    kept = activity.filter(pa.array(activity["dimension_key"].to_numpy() <= 14 * 4))
    topics = [r["category"] for r in Preferences(dimensions, kept).overall.to_pylist()]
    assert "topic 3" in topics
    assert "topic 4" not in topics


def test_without_people_or_their_activity_there_is_no_preference():
    dimensions, activity = make_activity(people=1, topics=2, rows=10)
    made = Preferences(dimensions, activity.slice(0, 0))
    assert (made.overall.num_rows, made.personal.num_rows) == (0, 0)
    silent = made.stored("sample", pa.table({"person_key": pa.array([4], pa.int64())}))
    frames = {name: made.session.table(name) for name in ("activity", "interaction_dimensions")}
    assert overall_preferences(made.session, sample=silent, **frames).num_rows == 0


def test_categories_are_numbered_in_the_order_of_their_texts():
    dimensions, _ = make_activity(people=1, topics=3, rows=1)
    read = {one.name: one for one in read_dimensions(dimensions)}
    assert tuple(read) == DIMENSIONS
    assert read["weekday"].labels.to_pylist() == list("1234567")
    assert read["channel"].labels.to_pylist() == ["app", "web"]
    assert read["channel"].codes[[0, 1, 8]].tolist() == [-1, 1, 0]
    assert read["day_part"].labels.to_pylist() == []
    assert set(read["day_part"].codes) == {-1}
