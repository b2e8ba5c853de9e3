"""Fit the model of an audience: validate it out of time, and say what is published of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from owned_audiences.actor_values import with_actor_values
from owned_audiences.audiences import Audience
from owned_audiences.backtests import backtest
from owned_audiences.calibration import ActionRates, estimate_calibration
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.evaluation import Z_95, calibration_slope
from owned_audiences.examples import Examples
from owned_audiences.fit import Fit
from owned_audiences.measures import measures_to_json
from owned_audiences.points import Card, Ints, PointsTable, describe, to_json
from owned_audiences.publication import (
    Publication,
    compare_with_baseline,
    decide,
)
from owned_audiences.reading import ExamplesByAudience
from owned_audiences.seed_sets import fit_seed_set
from owned_audiences.short_history import (
    average_tables,
    expected_by_horizon,
    shift_to_rate,
    with_averages,
)
from owned_audiences.validation import Window, can_train, fit_scorecard

LEVEL_CUTOFFS = 3  # the newest of the whole horizon, which say how many act


def fit_models(
    audiences: Sequence[Audience],
    examples: pa.Table,
    features: Iterable[pa.RecordBatch],
    definitions: FeatureDefinitions,
    rates: pa.Table,
) -> list[Fit]:
    """Fit one model for each audience, in their order."""
    names = {audience.name for audience in audiences}
    by_audience = ExamplesByAudience(examples, features, definitions, names)
    return [
        _fit_audience(
            audience,
            by_audience[audience.name],
            ActionRates.of(rates, audience.name, audience.lead_days),
        )
        for audience in audiences
    ]


def _fit_audience(audience: Audience, examples: Examples, rates: ActionRates) -> Fit:
    if audience.is_seed_set:
        return fit_seed_set(audience, examples)
    training = examples.at(audience.final.dates, audience.final.label_days)
    windows = [
        Window(examples.at([m.as_of], m.label_days), examples.at(m.dates, m.label_days))
        for m in audience.validated
    ]
    cutoffs = len(set(audience.final.dates))
    decided = decide(examples, training, windows, audience.is_absent, cutoffs)
    fit = Fit.of(
        audience,
        decided.status,
        _say_how(decided, audience),
        examples=len(training),
        positives=int(examples.acted[training].sum()),
        cutoffs=cutoffs,
    )
    fit = _with_validation(fit, examples, decided)
    measures = backtest(audience, examples, windows, decided, rates)
    fit = replace(fit, backtests=measures_to_json(measures) if measures else None)
    return _with_scorecard(fit, audience, examples, decided, rates)


def _say_how(decided: Publication, audience: Audience) -> str:
    """Add to a reason that what was validated had labels shorter than the horizon."""
    if not audience.is_short or decided.baseline is None:
        return decided.reason
    return (
        f"{decided.reason} The history is too short for past windows of {audience.horizon_days} "
        f"days: it was validated on windows of {audience.final.label_days} days."
    )


def _with_validation(fit: Fit, examples: Examples, decided: Publication) -> Fit:
    """Add figures out of time: of what is published, and of the scorecard against the baseline."""
    versus, baseline, tested = decided.versus_baseline, decided.baseline, decided.validation
    if baseline is not None:
        fit = replace(fit, baseline_auc=_finite(baseline.auc_a))
    if versus is not None:
        margin = Z_95 * versus.difference_error
        fit = replace(
            fit,
            auc_difference=_finite(versus.difference),
            auc_difference_low=_finite(versus.difference - margin),
            auc_difference_high=_finite(versus.difference + margin),
        )
    if versus is None or baseline is None or tested is None:
        return fit
    if decided.status == "scorecard":
        # the baseline on the same windows as the scorecard
        fit = replace(fit, baseline_auc=versus.auc_b)
        seen = versus
    else:
        own = compare_with_baseline(examples, tested)
        # where no window could train one, that of the order alone
        seen = baseline if np.isnan(own.auc_a) else own
    margin = Z_95 * seen.auc_a_error
    fit = replace(
        fit,
        validated_windows=decided.windows,
        auc=seen.auc_a,
        auc_low=max(seen.auc_a - margin, 0.0),
        auc_high=min(seen.auc_a + margin, 1.0),
    )
    if len(tested.rows) == 0:
        return fit
    acted, weight = examples.acted[tested.rows], examples.weight[tested.rows]
    return replace(
        fit,
        slope=_finite(calibration_slope(tested.log_odds, acted, weight)),
    )


def _with_scorecard(
    fit: Fit, audience: Audience, examples: Examples, decided: Publication, rates: ActionRates
) -> Fit:
    """Add what is published, fitted on the final cut-offs: the scorecard and its calibration."""
    if decided.validation is None:
        return fit
    training = examples.at(audience.final.dates, audience.final.label_days)
    table = _fit_table(examples, training, decided)
    if audience.is_short:
        card = _bring_to_horizon(table, audience, examples, training, decided)
    else:
        X = examples.dense(training, table.features)
        card = describe(table, X, examples.acted[training], examples.weight[training])
    whole = audience.whole_horizon if audience.is_short else audience.final
    if audience.has_value and whole is not None:
        card = with_actor_values(card, examples, examples.at(whole.dates, whole.label_days))
    calibration = estimate_calibration(rates, fit.as_of)
    return replace(
        fit,
        regularisation=decided.C,
        calibration_shift_points=calibration.shift_points,
        calibration_error=calibration.error,
        calibration_df=calibration.df,
        calibration_t=calibration.t,
        scorecard=to_json(card),
    )


def _fit_table(examples: Examples, rows: Ints, decided: Publication) -> PointsTable:
    names = decided.features or examples.choose_features(rows)
    return fit_scorecard(examples, rows, names, decided.C).table(names)


def _bring_to_horizon(
    table: PointsTable,
    audience: Audience,
    examples: Examples,
    training: Ints,
    decided: Publication,
) -> Card:
    """Average a scorecard of short labels with one of the whole horizon, and set its level."""
    whole = np.empty(0, np.int64)
    if audience.whole_horizon is not None:
        newest = audience.whole_horizon
        whole = examples.at(newest.dates, newest.label_days)
        if can_train(examples, whole):
            table = average_tables(table, _fit_table(examples, whole, decided))
    has_whole = bool(examples.acted[whole].any())
    rows = whole if has_whole else training
    X = examples.dense(rows, table.features)
    acted, weight = examples.acted[rows], examples.weight[rows]
    points = table.score(X)
    if has_whole:
        newest_dates = np.unique(examples.as_of[rows])[-LEVEL_CUTOFFS:]
        at = np.isin(examples.as_of[rows], newest_dates)
        shift = shift_to_rate(points[at], weight[at], float(np.sum(weight[at] * acted[at])))
    else:
        parts = (audience.horizon_days or 1) / (audience.final.label_days or 1)
        expected = expected_by_horizon(points, weight, parts, audience.is_absent)
        shift = shift_to_rate(points, weight, expected)
    card = describe(table, X, acted, weight)
    return replace(
        card,
        table=with_averages(table, card.shares, shift),
        score_edges=card.score_edges + shift,
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
