"""Backtests: models of past dates, trained on what was known then, against what people did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from owned_audiences.audiences import Audience
from owned_audiences.binning import Floats
from owned_audiences.calibration import ActionRates, estimate_calibration
from owned_audiences.examples import Examples
from owned_audiences.measures import (
    Measure,
    Outcomes,
    measure_difference,
    measure_forecast,
    measure_ranking,
    recency_frequency_value,
)
from owned_audiences.points import Ints
from owned_audiences.publication import Publication, windows_of_rule
from owned_audiences.validation import Validation, Window, can_train, validate

PLAIN_FEATURES = {
    "recency": "interaction_days_since",
    "frequency": "interaction_count_ever",
    "value": "interaction_value_ever",
}


def backtest(
    audience: Audience,
    examples: Examples,
    windows: Sequence[Window],
    decided: Publication,
    rates: ActionRates,
) -> list[Measure]:
    """Measure every ranking at every past date, and what would have been published there.

    The newest windows are those by which the publication rule decided; a model of each older one is
    trained here, in the same way.

    Parameters
    ----------
    audience : Audience
    examples : of that audience
    windows : the past dates, the earliest first
    decided : what is published, and what was seen on the newest windows
    rates : how many people acted at past dates
    """
    older = windows[: len(windows) - len(windows_of_rule(examples, windows))]
    cards = _by_date(examples, [decided.scorecard, validate(examples, older, (decided.C,))])
    published = cards
    if decided.status == "baseline":
        own = validate(examples, older, (decided.C,), decided.features)
        published = _by_date(examples, [decided.validation, own])
    measures = []
    if decided.versus_baseline is not None:
        measures += measure_difference(decided.versus_baseline, audience.as_of)
    for window in windows:
        if len(window.test) == 0:
            continue
        outcomes = _outcomes_of(examples, window.test)
        scores = {"baseline": examples.baseline[window.test]}
        plain = _plain_score(examples, window.test)
        if plain is not None:
            # who is active the least is the surest not to act
            scores["recency_frequency_value"] = -plain if audience.is_absent else plain
        if outcomes.as_of in cards:
            scores["scorecard"] = cards[outcomes.as_of]
        if audience.with_boosting and can_train(examples, window.train):
            from owned_audiences.boosting import boosted_log_odds

            scores["boosting"] = boosted_log_odds(examples, window)
        for ranking, score in scores.items():
            measures += measure_ranking(outcomes, ranking, score, audience.tiers)
        # with shorter labels what is expected is not what is published
        if decided.validation is not None and not audience.is_short and outcomes.as_of in published:
            calibration = estimate_calibration(rates, outcomes.as_of)
            measures += measure_forecast(
                outcomes, decided.status, published[outcomes.as_of], calibration, audience.tiers
            )
    return measures


def _outcomes_of(examples: Examples, rows: Ints) -> Outcomes:
    return Outcomes(
        as_of=examples.as_of[rows[0]].astype(dt.date),
        acted=examples.acted[rows],
        weight=examples.weight[rows],
        person=examples.person[rows],
    )


def _by_date(examples: Examples, validations: Sequence[Validation | None]) -> dict[dt.date, Floats]:
    """Log-odds of the people tested at each date, in the order of the examples."""
    return {
        examples.as_of[rows[0]].astype(dt.date): log_odds
        for validation in validations
        if validation is not None
        for rows, log_odds in _splits(validation)
    }


def _splits(validation: Validation) -> Iterator[tuple[Ints, Floats]]:
    for number in np.unique(validation.split):
        inside = validation.split == number
        yield validation.rows[inside], validation.log_odds[inside]


def _plain_score(examples: Examples, rows: Ints) -> Floats | None:
    """Recency, frequency and value in fifths; None where nobody has any of them."""
    if PLAIN_FEATURES["recency"] not in examples.names:
        return None
    wide = examples.dense(rows, tuple(PLAIN_FEATURES.values()))
    return recency_frequency_value(dict(zip(PLAIN_FEATURES, wide.T, strict=True)))
