"""One build on synthetic data with a known effect, and what must hold of every published table."""

from collections import defaultdict

import numpy as np
import pytest
import yaml
from sklearn.metrics import roc_auc_score

from project import REPO

PUBLISHED = {
    "audience_sizes",
    "audiences",
    "canaries",
    "contact_exclusions",
    "contact_list",
    "engagement_plan",
    "erased_interactions",
    "person_profile",
    "scoring_coverage",
    "propensity_models",
    "propensity_scores",
    "rejected_interactions",
    "scorecards",
    "seed_health",
    "segment_events",
    "segment_history",
    "segments",
    "shared_identifiers",
    "suppressions",
    "unused_input_rows",
}
# Every row that counts, told from the raw rows alone.
COUNTED = """
    select
        any_value(user_id) as user_id, any_value(cast(occurred_at as date)) as day,
        any_value(interaction_type) as interaction_type, any_value(topic) as topic,
        first(value order by coalesce(received_at, occurred_at)) as value,
        cast(min(coalesce(received_at, occurred_at)) as date) as known_on
    from raw.interactions
    where interaction_type is not null and user_id is not null
    group by interaction_id
"""
ACTIONS = {
    "buyers": "interaction_type = 'purchase'",
    "tea_buyers": "interaction_type = 'purchase' and topic = 'tea'",
}
HORIZON = {"buyers": 14, "tea_buyers": 30}
TIERS = {"buyers": {"high": 0.1, "medium": 0.2}, "tea_buyers": {"top": 0.05, "next": 0.2}}
AUDIENCES = sorted(ACTIONS)


def test_every_published_table_is_there(base):
    assert {f"owned_audiences__{name}" for name in PUBLISHED} <= base.tables()


def test_published_tables_stand_in_the_docs():
    page = (REPO / "docs" / "tables.md").read_text()
    missing = [name for name in PUBLISHED if f"owned_audiences__{name}" not in page]
    assert missing in ([], ["segment_history"])  # named in short there


def test_every_column_of_every_table_is_described(base):
    described = {}
    for kind in ("models", "python_models", "seeds"):
        for path in (REPO / kind).rglob("_*.yml"):
            properties = yaml.safe_load(path.read_text())
            for table in properties.get(kind.removeprefix("python_"), ()):
                columns = {column["name"] for column in table.get("columns", ())}
                # what is published is described where it is published
                for name in (table["name"], "int_" + table["name"]):
                    described[name] = described.get(name, set()) | columns
    silent = [
        f"{table}.{column}"
        for table, column in base.read(
            "select table_name, column_name from information_schema.columns"
            " where table_name like '%owned_audiences__%'"
        )
        if column not in described.get(table, ())
    ]
    assert silent == []


def test_accepted_and_rejected_rows_are_all_rows(base):
    raw = base.one("select count(*) from raw.interactions")
    accepted = base.one("select count(*) from int_owned_audiences__interactions")
    rejected = base.one("select count(*) from owned_audiences__rejected_interactions")
    assert accepted + rejected == raw
    assert accepted == base.one(
        "select count(distinct interaction_id) from raw.interactions"
        " where interaction_type is not null"
    )


def test_activity_holds_every_accepted_row_and_its_value(base):
    found = base.read(
        "select sum(interactions), sum(value) from int_owned_audiences__daily_activity"
    )
    assert found == base.read("select count(*), sum(value) from int_owned_audiences__interactions")


def test_as_of_is_the_day_after_the_last_known_day(base, shop):
    assert base.read("select distinct as_of from owned_audiences__audiences") == [(shop.as_of,)]


def test_person_profile_says_what_the_raw_rows_say(base, shop):
    expected = base.read(
        f"""
        select
            user_id, min(day), max(day), cast(date '{shop.as_of}' - max(day) as integer),
            count(distinct day), count(*), coalesce(sum(cast(value as decimal(18, 4))), 0)
        from ({COUNTED}) where interaction_type != 'mail'
        group by user_id order by user_id
        """
    )
    found = base.read(
        """
        select
            person_id, first_active_on, last_active_on, days_since_last_interaction, active_days,
            interactions, coalesce(value, 0)
        from owned_audiences__person_profile order by person_id
        """
    )
    assert found == expected


def eligible(base, shop):
    """Who is eligible for each audience, told from the raw rows."""
    facts = base.read(
        f"""
        select
            user_id, count(distinct day),
            cast(date '{shop.as_of}' - max(day) filter (where {ACTIONS["tea_buyers"]}) as integer)
        from ({COUNTED}) where interaction_type != 'mail' group by user_id
        """
    )
    tea = {user for user, days, since in facts if (since or 9999) > 20 and days > 3}
    return {"buyers": {user for user, _, _ in facts}, "tea_buyers": tea}


def test_every_eligible_person_stands_once_in_the_segments_of_each_audience(base, shop):
    rows = base.read("select audience, person_id from owned_audiences__segments")
    people = defaultdict(list)
    for audience, person in rows:
        people[audience].append(person)
    expected = eligible(base, shop)
    assert {audience: sorted(of) for audience, of in people.items()} == {
        audience: sorted(of) for audience, of in expected.items()
    }
    assert len(expected["tea_buyers"]) < len(expected["buyers"])


def test_people_who_were_only_contacted_and_visitors_are_not_scored(base):
    people = {row[0] for row in base.read("select person_id from owned_audiences__segments")}
    assert not people & {f"u{k}" for k in range(600, 610)}
    assert "vu5" not in people


@pytest.mark.parametrize("audience", AUDIENCES)
def test_tiers_have_the_size_that_was_asked_for(base, audience):
    sizes = dict(
        base.read(
            "select tier, count(*) from owned_audiences__segments"
            f" where audience = '{audience}' group by tier"
        )
    )
    people = sum(sizes.values())
    for tier, share in TIERS[audience].items():
        assert abs(sizes.pop(tier) - share * people) <= 1
    assert set(sizes) == {"rest"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_tiers_percentiles_and_propensities_are_in_one_order(base, audience):
    rows = base.read(
        "select percentile, propensity, points, tier from owned_audiences__segments"
        f" where audience = '{audience}' order by percentile desc"
    )
    percentile, propensity, points, tier = zip(*rows, strict=True)
    assert percentile[0] == 1
    assert len(set(percentile)) == len(rows)
    assert list(points) == sorted(points, reverse=True)
    assert list(propensity) == sorted(propensity, reverse=True)
    assert 0 < min(propensity) < max(propensity) < 1
    order = [*TIERS[audience], "rest"]
    assert list(tier) == sorted(tier, key=order.index)


def test_the_effect_is_found(base, shop):
    models = dict(base.read("select audience, status from owned_audiences__propensity_models"))
    assert models["buyers"] == "scorecard"
    scores = dict(
        base.read(
            "select person_id, propensity from owned_audiences__segments where audience = 'buyers'"
        )
    )
    buyers = shop.buyers()
    acted = [person in buyers for person in scores]
    assert roc_auc_score(acted, list(scores.values())) > 0.7
    assert 0.6 < sum(scores.values()) / sum(acted) < 1.6


def test_audience_sizes_add_up_to_the_segments(base):
    rows = base.read(
        """
        select audience, share, people, expected_actions, expected_actions_low,
            expected_actions_high, share_of_actions
        from owned_audiences__audience_sizes order by audience, share
        """
    )
    assert {row[0] for row in rows} <= set(AUDIENCES)
    for audience, share, people, expected, low, high, captured in rows:
        propensities = [
            row[0]
            for row in base.read(
                "select propensity from owned_audiences__segments"
                f" where audience = '{audience}' order by percentile desc"
            )
        ]
        assert abs(people - share * len(propensities)) <= 1
        assert expected == pytest.approx(sum(propensities[:people]))
        assert captured == pytest.approx(expected / sum(propensities))
        assert low is None or 0 <= low < expected < high <= people


def test_reasons_raise_the_score_and_what_lowers_it_stands_apart(base):
    rows = base.read(
        """
        select
            reason_1, reason_2, reason_3, reason_against,
            reason_1_points, reason_2_points, reason_3_points, reason_against_points
        from owned_audiences__segments where points is not null
        """
    )
    for row in rows:
        texts, points = row[:4], row[4:]
        for reason in filter(None, texts):
            assert isinstance(reason, str)
            assert not {"{", "}", "_"} & set(reason)
        raising = [added or 0 for added in points[:3]]
        assert raising == sorted(raising, reverse=True)
        assert all(added > 0 for added in points[:3] if added is not None)
        assert points[3] is None or points[3] < 0
        for text, added in zip(texts, points, strict=True):
            assert (text is None) == (added is None)
    assert len({row[0] for row in rows}) > 5
    assert len({row[3] for row in rows}) > 5


def test_points_follow_from_the_published_scorecard(base):
    """Whoever reads the scorecard can add up a person's points."""
    bins = defaultdict(list)
    for audience, feature, number, low, high, points in base.read(
        """
        select audience, feature, bin, lower_bound, upper_bound, points
        from owned_audiences__scorecards inner join owned_audiences__audiences
        using (audience, model_version)
        """
    ):
        bins[audience, feature].append((number, low, high, points))
    values = {
        (audience, person, feature): value
        for audience, person, feature, value in base.read(
            """
            select segments.audience, segments.person_id, features.feature, features.value
            from owned_audiences__segments as segments
            inner join int_owned_audiences__person_identifiers as identifiers using (person_id)
            inner join int_owned_audiences__scoring_features as features
                on features.person_key = identifiers.person_key
                and (features.audience is null or features.audience = segments.audience)
            """
        )
    }
    rows = base.read("select audience, person_id, points from owned_audiences__segments")
    assert len(rows) > 900
    for audience, person, points in rows:
        total = 0
        for of, feature in bins:
            if of == audience:
                total += points_of(bins[of, feature], values.get((audience, person, feature), 0))
        assert total == points


def points_of(bins, value):
    """Points of a value in a feature's bins; bin 0 is that of people without the feature."""
    if value == 0:
        return next((points for number, _, _, points in bins if number == 0), 0)
    return next(
        points
        for number, low, high, points in bins
        if number > 0 and (low is None or value >= low) and (high is None or value < high)
    )


def test_scores_are_those_of_the_segments(base):
    columns = "audience, as_of, person_id, model_version, points, propensity, percentile"
    assert base.read(
        f"select {columns} from owned_audiences__propensity_scores order by all"
    ) == base.read(f"select {columns} from owned_audiences__segments order by all")


def test_examples_are_labelled_as_the_raw_rows_say(base):
    cutoffs = base.read(
        "select distinct audience, as_of from int_owned_audiences__training_examples"
    )
    assert len(cutoffs) >= 12
    for audience, as_of in cutoffs:
        expected = base.read(
            f"""
            select distinct user_id from ({COUNTED})
            where {ACTIONS[audience]} and day >= date '{as_of}'
                and day < date '{as_of}' + {HORIZON[audience]}
                and user_id in (
                    select person_id from int_owned_audiences__training_examples
                    where audience = '{audience}' and as_of = date '{as_of}'
                )
            order by user_id
            """
        )
        found = base.read(
            f"""
            select person_id from int_owned_audiences__training_examples
            where audience = '{audience}' and as_of = date '{as_of}' and acted order by person_id
            """
        )
        assert found == expected


def test_no_label_window_of_a_models_own_cutoffs_reaches_its_as_of(base, shop):
    for audience, newest in base.read(
        f"""
        select audience, max(as_of) from int_owned_audiences__cutoffs
        where model_as_of = date '{shop.as_of}' group by audience
        """
    ):
        assert (shop.as_of - newest).days >= HORIZON[audience]


def test_features_of_scoring_are_what_the_raw_rows_say(base, shop):
    expected = base.read(
        f"""
        select user_id, count(*) from ({COUNTED})
        where interaction_type = 'cart' and day >= date '{shop.as_of}' - 30
        group by user_id order by user_id
        """
    )
    found = base.read(
        """
        select distinct identifiers.person_id, cast(features.value as bigint)
        from int_owned_audiences__scoring_features as features
        inner join int_owned_audiences__person_identifiers as identifiers using (person_key)
        where features.feature = 'cart_count_30d' order by 1
        """
    )
    assert found == expected


def test_features_of_training_are_what_was_known_at_the_cutoff(base):
    """The oldest cut-off of all: rows that became known after it count for nothing."""
    cutoff = base.one("select min(as_of) from int_owned_audiences__training_examples")
    expected = base.read(
        f"""
        select user_id, count(*) from ({COUNTED})
        where interaction_type = 'view' and known_on < date '{cutoff}'
            and day >= date '{cutoff}' - 90
            and user_id in (
                select person_id from int_owned_audiences__training_examples
                where as_of = date '{cutoff}'
            )
        group by user_id order by user_id
        """
    )
    found = base.read(
        f"""
        select distinct identifiers.person_id, cast(features.value as bigint)
        from int_owned_audiences__training_features as features
        inner join int_owned_audiences__person_identifiers as identifiers using (person_key)
        where features.feature = 'view_count_90d' and features.as_of = date '{cutoff}' order by 1
        """
    )
    assert expected
    assert found == expected


def test_a_tiered_person_has_one_current_stay(base):
    stays = base.read(
        "select audience, person_id, tier from owned_audiences__segment_history"
        " where is_current order by all"
    )
    tiered = base.read(
        "select audience, person_id, tier from owned_audiences__segments"
        " where tier != 'rest' order by all"
    )
    assert stays == tiered
    assert base.read("select distinct event from owned_audiences__segment_events") == [("entered",)]


def test_who_has_just_acted_is_suppressed_and_not_planned(base, shop):
    for audience, action in ACTIONS.items():
        expected = {
            row[0]
            for row in base.read(
                f"select distinct user_id from ({COUNTED})"
                f" where {action} and day >= date '{shop.as_of}' - 7"
            )
        }
        where = f"where audience = '{audience}'"
        suppressed = {
            row[0]
            for row in base.read(f"select person_id from owned_audiences__suppressions {where}")
        }
        marked = {
            row[0]
            for row in base.read(
                f"select person_id from owned_audiences__segments {where} and is_suppressed"
            )
        }
        assert suppressed == expected  # eligible or not
        assert marked == expected & eligible(base, shop)[audience]
    assert expected  # who has just bought tea is on its list, though not eligible for 20 days
    assert marked == set()


def test_the_plan_is_for_everybody_in_a_tier_who_is_not_suppressed(base):
    planned = base.read(
        "select audience, person_id, tier from owned_audiences__engagement_plan order by all"
    )
    assert planned == base.read(
        "select audience, person_id, tier from owned_audiences__segments"
        " where tier != 'rest' and not is_suppressed order by all"
    )


def test_the_plan_says_when_where_and_about_what(base):
    plan = base.read(
        "select weekday, day_part, channel, topic, weekday_share, day_part_share, channel_share,"
        " topic_share, audience from owned_audiences__engagement_plan"
    )
    for weekday, day_part, channel, topic, *shares, audience in plan:
        assert weekday.endswith("day")
        assert " to " in day_part
        assert channel in ("web", "app")
        assert topic in (("tea",) if audience == "tea_buyers" else ("tea", "coffee", "cocoa"))
        assert all(0 < share <= 1 for share in shares)


def test_the_base_rate_is_restored_by_the_weights(base):
    weights = base.read(
        "select audience, as_of, sum(weight), count(*) from int_owned_audiences__training_examples"
        " group by audience, as_of"
    )
    assert np.allclose([weight for _, _, weight, _ in weights], [n for *_, n in weights])
