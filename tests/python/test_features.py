"""Attributes and features of one's own: trained on as of dates, pooled; sensitive ones never."""

import datetime as dt

import pytest

from project import AUDIENCE, synthetic_shop

SOURCES = """
sources:
  - name: raw
    schema: raw
    tables: [{name: attributes}, {name: extras}]
"""
GIVEN = {
    "person_attributes": "{{ source('raw', 'attributes') }}",
    "extra_features": "{{ source('raw', 'extras') }}",
}
# The synthetic shop's taste is seen in who buys at all; a level of it is known to the brand.
LEVELS = """
    create table raw.levels as
    select user_id, ntile(4) over (order by count(*) filter (where interaction_type = 'purchase'),
        md5(user_id)) as level
    from raw.interactions group by user_id
"""


@pytest.fixture(scope="module")
def simulated():
    return synthetic_shop(people=400, days=300, seed=7)


@pytest.fixture(scope="module")
def informed(make_project, simulated):
    """Make a project whose brand knows the given attributes and features of its people."""

    def make(attributes=None, extras=None, **settings):
        project = make_project(AUDIENCE, models={"sources.yml": SOURCES}, **GIVEN, **settings)
        query = "select * exclude (known_on) from rows where known_on < date '{}'"
        project.load(query.format(simulated.as_of), rows=simulated.rows)
        none = "select null as user_id, null as {}, null as value, null as {} where false"
        with project.connect() as connection:
            connection.execute(LEVELS)
            connection.execute(
                "create table raw.attributes as "
                + (attributes or none.format("attribute", "valid_from"))
            )
            connection.execute(
                "create table raw.extras as " + (extras or none.format("feature", "known_on"))
            )
        return project

    return make


PLANS = """
    select user_id, unnest(['plan', 'age', 'religion', 'nickname', 'flag']) as attribute,
        unnest([
            ['none', 'bronze', 'silver', 'gold'][level], cast(20 + 10 * level as text),
            'r' || level, 'n' || user_id, case when level > 2 then 'true' end
        ]) as value
    from raw.levels
"""
SCORES = "select user_id, 'score' as feature, date '2024-01-01' as known_on, level as value"


@pytest.fixture(scope="module")
def built(informed):
    """Attributes and a feature that tell the level, one of them sensitive, one rare everywhere."""
    project = informed(
        PLANS, f"{SCORES} from raw.levels", sensitive_attributes=["Religion", "shoe size"]
    )
    project.build()
    return project


def scorecard(project):
    return dict(
        project.read(
            "select feature, max(points) - min(points) from owned_audiences__scorecards group by 1"
        )
    )


def test_attributes_and_own_features_are_learned_from(built):
    found = scorecard(built)
    assert {"attribute:plan=gold", "attribute:age", "extra:score"} <= set(found)
    assert found["attribute:age"] > 0
    labels = {label for (label,) in built.read("select label from owned_audiences__scorecards")}
    assert {"plan is gold", "plan is not gold"} <= labels
    assert any(label.startswith("age: ") for label in labels)


def test_rare_categories_are_pooled(built):
    """Everybody has a nickname of their own: no model of it, but of all of them together."""
    found = scorecard(built)
    nicknames = [name for name in found if name.startswith("attribute:nickname")]
    assert len(nicknames) <= 1
    features = built.one(
        "select count(distinct feature) from int_owned_audiences__training_features"
        " where feature like 'attribute:nickname=%'"
    )
    assert features > 100


def test_a_sensitive_attribute_is_no_feature(built):
    """Whatever the case of its name; the rows are counted as not used."""
    for table in ("training_features", "scoring_features", "attribute_history"):
        found = built.one(
            f"select count(*) from int_owned_audiences__{table} where feature ilike '%religion%'"
        )
        assert found == 0, table
    assert ("person_attributes", "is one of sensitive_attributes", 400) in built.read(
        "from owned_audiences__unused_input_rows"
    )


def test_sql_gives_the_same_points_with_categories(built):
    built.models["points.sql"] = """
        with card as (
            select * from {{ ref('owned_audiences__scorecards') }}
        ),
        eligible as (select * from {{ ref('int_owned_audiences__eligible_people') }}),
        features as (select * from {{ ref('int_owned_audiences__scoring_features') }}),
        names as (select * from {{ ref('int_owned_audiences__features') }}),
        final as ({{ owned_audiences.apply_scorecard('card', 'eligible', 'features', 'names') }})
        select * from final
    """
    built.build_untested("--select", "points")
    del built.models["points.sql"]
    people, differing = built.read(
        "select count(*), count(*) filter (where points.points != propensities.points)"
        " from points inner join int_owned_audiences__propensities as propensities"
        " on points.person_key = propensities.person_key"
    )[0]
    assert people == 400
    assert differing == 0


def test_an_attribute_counts_from_its_date_on(informed, simulated):
    """One that the purchase itself brings about would else tell who buys."""
    aucs = {}
    for name, since in {"respected": "min(received_at)", "ignored": "null"}.items():
        project = informed(
            f"select user_id, 'is_member' as attribute, 'yes' as value, {since} as valid_from"
            " from raw.interactions where interaction_type = 'purchase' group by user_id"
        )
        project.vars["audiences"] = [{**AUDIENCE, "eligible": "days_since_desired_action is null"}]
        project.build_untested()
        aucs[name] = project.one("select auc from owned_audiences__propensity_models")
        features = project.one(
            "select count(*) from int_owned_audiences__training_features"
            " where feature = 'attribute:is_member=yes'"
        )
        assert (features > 0) is (name == "ignored")
    assert aucs["ignored"] > 0.9
    assert aucs["respected"] is None or aucs["respected"] < aucs["ignored"] - 0.1


def test_of_an_own_feature_the_latest_state_counts(informed, simulated):
    """Until a null or zero takes it away; what becomes known on as_of itself is not known yet."""
    day = simulated.as_of
    states = [(day - dt.timedelta(days=90), 1), (day - dt.timedelta(days=2), 5), (day, 9)]
    extras = " union all ".join(
        f"select 'u1' as user_id, date '{known_on}' as known_on, 'x' as feature, {value} as value"
        for known_on, value in states
    )
    gone = day - dt.timedelta(days=1)
    extras += f" union all select 'u2', date '{states[0][0]}', 'x', 3"
    extras += f" union all select 'u2', date '{gone}', 'x', null"
    project = informed(extras=extras)
    project.build_untested()
    found = project.read(
        "select person_id, features.value from int_owned_audiences__scoring_features as features"
        " inner join int_owned_audiences__current_observations using (person_key)"
        " where feature = 'extra:x'"
    )
    assert found == [("u1", 5.0)]


def test_what_cannot_be_used_is_counted(informed):
    project = informed(
        "select 'u1' as user_id, 'age' as attribute, 'x' as value, 'someday' as valid_from",
        "select 'u1' as user_id, 'x' as feature, 'much' as value, '2024-01-01' as known_on"
        " union all select '', 'x', '1', '2024-01-01'"
        " union all select 'u1', 'x', '1', null",
    )
    project.build_untested()
    assert project.read("from owned_audiences__unused_input_rows order by all") == [
        ("extra_features", "known_on is no date", 1),
        ("extra_features", "no user_id", 1),
        ("extra_features", "value is not a number", 1),
        ("person_attributes", "valid_from is not a time", 1),
    ]


def test_an_attribute_that_becomes_sensitive_is_forgotten_at_once(built):
    """Not only when the model would be trained again."""
    built.vars["sensitive_attributes"] = ["religion", "age"]
    built.build_untested()
    current = built.read(
        "select distinct feature from owned_audiences__scorecards where model_version in"
        " (select model_version from owned_audiences__audiences)"
    )
    assert ("attribute:age",) not in current
    assert ("attribute:plan=gold",) in current


def test_numbers_that_fit_no_decimal_are_learned_from(informed):
    huge = "select user_id, 'assets' as attribute, (level - 2) || 'e307' as value from raw.levels"
    project = informed(huge)
    project.build()
    labels = project.read(
        "select bin_label from owned_audiences__scorecards where feature = 'attribute:assets'"
    )
    assert any("e+307" in label for (label,) in labels), labels
