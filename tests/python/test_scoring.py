import duckdb
import numpy as np
import pyarrow as pa
import pytest

from owned_audiences import Scorecard, frames, score_people
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.points import PointsTable, describe, to_json
from owned_audiences.scoring import REASONS, SCHEMA, score_block

FEATURES = ("visits", "spend", "topic:(other)", "topic:tea")
DEFINITIONS = FeatureDefinitions(
    families={
        "visits": "interaction_type",
        "attribute:plan=basic": "attribute",
        "attribute:plan=plus": "attribute",
    },
    pools={
        "topic:tea": "topic:(other)",
        "topic:(other)": "topic:(other)",
        "topic:new": "topic:(other)",
        "topic:newer": "topic:(other)",
        "attribute:plan=basic": "attribute:plan=(other)",
        "attribute:plan=plus": "attribute:plan=(other)",
    },
)


def make_card(seed=0, n=2_000):
    rng = np.random.default_rng(seed)
    X = np.where(rng.random((n, 4)) < 0.5, rng.poisson(4, (n, 4)), 0).astype(float)
    y = rng.random(n) < 1 / (1 + np.exp(1 - X @ [0.2, -0.1, 0.1, 0.05]))
    card = Scorecard(C=0.02).fit(X, y)
    return (
        card,
        card.table(FEATURES),
        to_json(describe(card.table(FEATURES), X, y, np.ones(n))),
    )


CARD, TABLE, JSON = make_card()


def make_long(people, seed=1):
    rng = np.random.default_rng(seed)
    X = np.where(rng.random((people, 4)) < 0.5, rng.poisson(4, (people, 4)), 0).astype(float)
    i, j = np.nonzero(X)
    long = {
        "audience": pa.nulls(len(i), pa.string()),
        "person_key": pa.array(i.astype(np.int64)),
        "feature": pa.array(FEATURES).take(pa.array(j)),
        "value": X[i, j],
    }
    return X, pa.table(long)


def make_eligible(keys, audience="a"):
    return pa.table({"audience": [audience] * len(keys), "person_key": pa.array(keys, pa.int64())})


def test_points_and_reasons_are_exact():
    X, long = make_long(500)
    result = score_block({"a": TABLE}, make_eligible(range(500)), long, DEFINITIONS).to_pylist()
    bins = CARD.bins(X)
    assert [row["points"] for row in result] == CARD.points(X).tolist()
    for person, row in enumerate(result):
        parts = {
            name: (int(CARD.points_[j][b] - CARD.average_points_[j]), int(b))
            for j, (name, b) in enumerate(zip(FEATURES, bins[person], strict=True))
        }
        total = sum(c for c, _ in parts.values()) + CARD.average_points_.sum()
        assert total + CARD.intercept_points_ == row["points"]
        raising = sorted((-c, name) for name, (c, _) in parts.items() if c > 0)[:3]
        lowering = sorted((c, name) for name, (c, _) in parts.items() if c < 0)[:1]
        expected = dict(zip(REASONS[:3], [name for _, name in raising], strict=False))
        expected |= dict(zip(REASONS[3:], [name for _, name in lowering], strict=False))
        for reason in REASONS:
            name = expected.get(reason)
            assert row[reason] == name
            assert (row[f"{reason}_points"], row[f"{reason}_bin"]) == parts.get(name, (None, None))


def test_equal_reasons_come_by_name_and_none_is_null():
    names = ("c", "a", "b", "d", "f", "e")
    points = tuple(np.array(both) for both in ([0, 5], [0, 5], [0, 9], [3, 3], [0, -5], [0, -5]))
    table = PointsTable(names, (np.empty(0),) * 6, points, np.array([0, 0, 0, 3, 0, 0]), 100)
    long = pa.table(
        {
            "audience": pa.nulls(5, pa.string()),
            "person_key": [7, 7, 7, 7, 8],
            "feature": ["c", "a", "f", "e", "b"],
            "value": [1.0, 1.0, 1.0, 1.0, 2.0],
        }
    )
    first, second = score_block({"a": table}, make_eligible([7, 8]), long, DEFINITIONS).to_pylist()
    assert [first[reason] for reason in REASONS] == ["a", "c", None, "e"]
    assert [first[f"{reason}_points"] for reason in REASONS] == [5, 5, None, -5]
    assert [second[reason] for reason in REASONS] == ["b", None, None, None]
    assert second["reason_2_bin"] is None
    assert (first["points"], second["points"]) == (103, 112)


def test_the_categories_of_an_attribute_are_one_reason():
    """What a person is, not what they are not; of one of whom nothing is known, the strongest."""
    names = ("attribute:plan=basic", "attribute:plan=plus", "visits")
    points = (np.array([30, -20]), np.array([-25, 29]), np.array([0, 40]))
    table = PointsTable(names, (np.empty(0),) * 3, points, np.array([1, 2, 3]), 0)
    long = pa.table(
        {
            "audience": pa.nulls(3, pa.string()),
            "person_key": [7, 7, 8],
            "feature": ["attribute:plan=plus", "visits", "attribute:plan=basic"],
            "value": [1.0, 1.0, 1.0],
        }
    )
    result = score_block({"a": table}, make_eligible([7, 8, 9]), long, DEFINITIONS).to_pylist()
    reasons = [
        [(row[reason], row[f"{reason}_bin"], row[f"{reason}_points"]) for reason in REASONS]
        for row in result
    ]
    none = (None, None, None)
    assert reasons == [
        [("attribute:plan=plus", 1, 29 + 27), ("visits", 1, 37), none, none],
        [none, none, none, ("attribute:plan=basic", 1, -21 - 27)],
        [("attribute:plan=basic", 0, 29 - 27), none, none, ("visits", 0, -3)],
    ]
    assert [row["points"] for row in result] == [99, -45, 5]


def test_unknown_topics_are_pooled_and_unknown_features_ignored():
    rows = [
        (None, "topic:new", 2.0),
        (None, "topic:newer", 1.0),
        (None, "something", 9.0),
        (None, "visits", 1.0),
        (None, "visits", 3.0),
        ("a", "spend", 4.0),
        ("b", "spend", 1000.0),
    ]
    names = ("audience", "feature", "value")
    long = pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) | {"person_key": 3} for row in rows]
    )
    (row,) = score_block({"a": TABLE}, make_eligible([3]), long, DEFINITIONS).to_pylist()
    assert row["points"] == CARD.points([[4.0, 4.0, 3.0, 0.0]])[0]


def open_session(tmp_path, people):
    """A database as dbt leaves it: features are a view of united aggregates."""
    con = duckdb.connect(str(tmp_path / "test.duckdb"))
    con.execute("set threads = 2")
    con.register("long", make_long(people)[1])
    con.execute("create table long_features as select * from long order by hash(person_key)")
    names = "', '".join(FEATURES)
    parts = [
        f"""select null::varchar as audience, person_key, feature, sum(value)::double as value
        from long_features where feature = '{name}' group by all"""
        for name in names.split("', '")
    ]
    con.execute(f"create view features as {' union all '.join(parts)}")
    con.execute(
        f"""create table eligible as
        select 'a' as audience, range as person_key from range({people})
        union all select 'b', range from range(1000) union all select 'c', range from range(10)"""
    )
    con.execute("create table models (audience varchar, model_version varchar, scorecard varchar)")
    con.executemany(
        "insert into models values (?, 'v', ?)",
        [("a", JSON), ("b", make_card(seed=5)[2]), ("c", None)],
    )
    return con


def score(con, **kwargs):
    session = con.cursor()
    tables = {name: session.query(f"select * from {name}") for name in ("models", "eligible")}
    return score_people(
        session,
        **tables,
        features=session.query("select * from features"),
        definitions=session.query("select 'visits' as feature, 'x' as family, null as pooled_as"),
        **kwargs,
    )


def test_everybody_is_scored_through_another_cursor(tmp_path):
    people = 120_000
    con = open_session(tmp_path, people)
    reader = score(con)
    writer = con.cursor()
    writer.register("scores_stream", reader)
    writer.execute("create table scores as select * from scores_stream")
    counts = writer.execute(
        "select audience, count(*), count(distinct person_key) from scores group by 1 order by 1"
    ).fetchall()
    assert counts == [("a", people, people), ("b", 1000, 1000)]
    X, _ = make_long(people)
    points = writer.execute("select points from scores where audience = 'a' order by person_key")
    assert np.array_equal(points.fetchnumpy()["points"], CARD.points(X))


def test_size_of_blocks_and_threads_do_not_matter(tmp_path):
    con = open_session(tmp_path, 3_000)
    order = [("audience", "ascending"), ("person_key", "ascending")]
    whole = score(con).read_all().sort_by(order)
    assert whole.schema == SCHEMA
    con.execute("set threads = 1")
    for size in (170, 999, 3_000):
        assert score(con, block_people=size).read_all().sort_by(order).equals(whole)


def test_a_person_who_gets_lost_stops_the_run(tmp_path):
    con = open_session(tmp_path, 100)
    con.execute("insert into eligible values ('a', null)")
    reader = score(con)
    writer = con.cursor()
    writer.register("scores_stream", reader)
    with pytest.raises(duckdb.Error, match="1111 rows, but 1110"):
        writer.execute("create table scores as select * from scores_stream")
    assert writer.execute("from duckdb_tables() where table_name = 'scores'").fetchall() == []


def test_nobody_gives_an_empty_table(tmp_path):
    con = open_session(tmp_path, 100)
    con.execute("delete from eligible")
    result = score(con).read_all()
    assert (result.num_rows, result.schema) == (0, SCHEMA)
    con.execute("delete from models")
    con.execute("insert into eligible values ('a', 1)")
    assert score(con).read_all().num_rows == 0


def test_mistakes_are_named(tmp_path):
    con = open_session(tmp_path, 100)
    con.execute("insert into eligible values ('a', 1)")
    with pytest.raises(ValueError, match="twice"):
        score(con).read_all()
    con.execute("insert into models values ('a', 'v2', (select any_value(scorecard) from models))")
    with pytest.raises(ValueError, match="several"):
        score(con)
    with pytest.raises(TypeError, match="Only DuckDB relations"):
        frames.collect(pa.table({"a": [1]}))
