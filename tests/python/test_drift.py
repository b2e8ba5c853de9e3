"""Drift: the shares of people in bins, in training and now."""

import numpy as np
import pytest

from owned_audiences import share_bins
from owned_audiences.drift import SCORE
from test_scoring import CARD, FEATURES, make_long, open_session


def shares(con, **kwargs):
    session = con.cursor()
    frames = {name: session.query(f"select * from {name}") for name in ("models", "eligible")}
    table = share_bins(
        session,
        **frames,
        features=session.query("select * from features"),
        definitions=session.query("select 'visits' as feature, 'x' as family, null as pooled_as"),
        **kwargs,
    )
    rows = [row for row in table.to_pylist() if row["audience"] == "a"]
    return {(row["feature"], row["bin"]): row for row in rows}


def test_shares_are_those_of_everyone_where_they_are_few(tmp_path):
    people = 4_000
    found = shares(open_session(tmp_path, people))
    X, _ = make_long(people)
    bins = CARD.table(FEATURES).bins(X)
    for j, feature in enumerate(FEATURES):
        now = np.bincount(bins[:, j], minlength=len(CARD.shares_[j])) / people
        for b, share in enumerate(now):
            assert found[feature, b]["share_now"] == pytest.approx(share)
            assert found[feature, b]["share_in_training"] == pytest.approx(
                CARD.shares_[j][b], abs=1e-6
            )
    score = [row for (feature, _), row in found.items() if feature == SCORE]
    assert sum(row["share_now"] for row in score) == pytest.approx(1)
    assert [row["bin"] for row in score] == list(range(1, len(score) + 1))


def test_of_many_people_a_part_is_looked_at(tmp_path):
    found = shares(open_session(tmp_path, 9_000), people=3_000)
    # every third of thirty spans of 300 keys
    assert {row["people"] for row in found.values()} == {3_000}


def test_without_a_model_or_people_there_is_nothing(tmp_path):
    con = open_session(tmp_path, 50)
    con.execute("delete from eligible")
    assert shares(con) == {}
    con.execute("update models set scorecard = null")
    assert shares(con) == {}
