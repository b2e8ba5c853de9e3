"""Too little, too much and of other types: each gives a right result, and nothing is lost."""

import pytest

from project import AUDIENCE, interaction
from test_run_edges import many_people

NAMES = ["identity_links", "person_attributes", "extra_features", "consents", "erasure_requests"]
SOURCES = f"""
sources:
  - name: raw
    schema: raw
    tables: [{", ".join(f"{{name: {name}}}" for name in NAMES)}]
"""
INPUTS = {name: f"{{{{ source('raw', '{name}') }}}}" for name in NAMES}
EMPTY = {
    "identity_links": "null as user_id, null as anonymous_id, null as linked_at",
    "person_attributes": "null as user_id, null as attribute, null as value, null as valid_from",
    "extra_features": "null as user_id, null as known_on, null as feature, null as value",
    "consents": "null as user_id, null as purpose, null as granted, null as changed_at",
    "erasure_requests": "null as user_id, null as requested_at",
}
# Ids as integers, uuids and texts; times with a zone, as texts and as dates; numbers as decimals.
TYPED = {
    "identity_links": "9 as user_id, 77 as anonymous_id, '2024-01-02 00:30:00+02' as linked_at",
    "person_attributes": "9 as user_id, 'age' as attribute, cast(41.50 as decimal(9, 2)) as value,"
    " timestamptz '2024-01-02 00:30:00+02' as valid_from",
    "extra_features": "9 as user_id, '2024-01-01' as known_on, 'x' as feature, 2::hugeint as value",
    "consents": "cast(9 as hugeint) as user_id, unnest(['scoring', 'engagement']) as purpose,"
    " 1 as granted, date '2024-01-01' as changed_at",
    "erasure_requests": "8 as user_id, '2024-01-05' as requested_at",
}


@pytest.fixture
def with_inputs(make_project):
    """Make a project with every input, each given as a select list."""

    def make(rows, selects, where="true"):
        project = make_project(AUDIENCE, models={"sources.yml": SOURCES}, **INPUTS)
        project.load_rows(rows)
        with project.connect() as connection:
            for name, columns in selects.items():
                connection.execute(f"create table raw.{name} as select {columns} where {where}")
        return project

    return make


def test_every_input_may_be_empty(with_inputs):
    """Nobody consented, then, and nobody is scored: the coverage says so."""
    project = with_inputs(many_people(days=90), EMPTY, where="false")
    project.build()
    assert project.one("select count(*) from owned_audiences__segments") == 0
    groups = project.read(
        "select identifier_group, is_scored from owned_audiences__scoring_coverage"
    )
    assert groups == [("users without consent for scoring", False)]
    assert project.one("select count(*) from owned_audiences__person_profile") > 0


def test_ids_times_and_numbers_may_be_of_other_types(with_inputs):
    rows = [
        interaction(1, "9", "2024-01-03", value="12.50"),
        interaction(2, None, "2024-01-04", anonymous_id="77"),
        interaction(3, "8", "2024-01-04"),
    ]
    project = with_inputs(rows, TYPED)
    project.build()
    assert project.read("select person_id, interactions from owned_audiences__person_profile") == [
        ("9", 2)
    ]
    assert project.read("select person_id from owned_audiences__segments") == [("9",)]
    assert project.read(
        "select feature, value, cast(known_on as text) from int_owned_audiences__attribute_history"
        " order by feature"
    ) == [("attribute:age", 41.5, "2024-01-01"), ("extra:x", 2.0, "2024-01-01")]
    assert project.read("from owned_audiences__unused_input_rows") == []


def test_ten_thousand_topics(make_project):
    project = make_project(AUDIENCE)
    project.load(
        """
        select
            'i' || k as interaction_id, 'u' || k % 300 as user_id,
            timestamp '2024-01-01' + to_minutes(cast(k * 7 as integer)) as occurred_at,
            case when hash(k) % 9 = 0 then 'purchase' else 'view' end as interaction_type,
            't' || hash(k, 1) % 10000 as topic
        from range(60000) as numbers(k)
        """
    )
    project.build()
    topics = "select count(distinct topic) from int_owned_audiences__interaction_dimensions"
    assert project.one(topics) > 9900
    features = project.one(
        "select count(distinct feature) from owned_audiences__scorecards"
        " where feature like 'topic:%'"
    )
    assert features <= 51
    assert project.one("select count(*) from owned_audiences__segments") == 300


def test_a_person_with_a_million_interactions(make_project):
    project = make_project(AUDIENCE)
    project.load(
        """
        select
            'i' || k as interaction_id,
            case when k < 1000000 then 'robot' else 'u' || k % 200 end as user_id,
            timestamp '2024-01-01' + to_minutes(cast(k % 201600 as integer)) as occurred_at,
            case when hash(k) % 50 = 0 then 'purchase' else 'view' end as interaction_type,
            99999.99 as value
        from range(1010000) as numbers(k)
        """
    )
    project.build_untested()
    profile = "select interactions, value from owned_audiences__person_profile"
    (found,) = project.read(f"{profile} where person_id = 'robot'")
    assert found[0] == 1_000_000
    assert float(found[1]) == pytest.approx(99_999.99 * 1_000_000)
    assert project.one("select count(*) from owned_audiences__segments") == 201


def test_a_hundred_audiences(make_project):
    """Each gets its model, and the daily tables are read once for all of them."""
    audiences = [
        {
            "name": f"a{k}",
            "desired_action": f"interaction_type = 'purchase' and day(occurred_at) > {k % 7}",
            "horizon_days": 7 + k % 3,
        }
        for k in range(100)
    ]
    project = make_project(*audiences)
    project.load_rows(many_people(days=120))
    project.build_untested()
    assert project.one("select count(*) from owned_audiences__propensity_models") == 100
    assert project.one("select count(distinct audience) from owned_audiences__segments") == 100
    for model, read in {
        "observations": "person_activity",
        "eligible_observations": "person_actions",
    }.items():
        (compiled,) = project.folder.glob(f"target/compiled/**/int_owned_audiences__{model}.sql")
        assert 1 <= compiled.read_text().count(f"int_owned_audiences__{read}") <= 3
