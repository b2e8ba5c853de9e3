"""Fit the model of an audience: validate it out of time, and say what is published of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from owned_audiences.audiences import Audience
from owned_audiences.backtests import backtest
from owned_audiences.calibration import ActionRates, estimate_calibration
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.evaluation import Z_95, calibration_slope
from owned_audiences.examples import Examples
from owned_audiences.fit import Fit
from owned_audiences.measures import measures_to_json
from owned_audiences.points import Ints, describe, to_json
from owned_audiences.publication import (
    RULE_WINDOWS,
    Publication,
    compare_with_baseline,
    decide,
)
from owned_audiences.reading import ExamplesByAudience
from owned_audiences.seed_sets import fit_seed_set
from owned_audiences.validation import Window, fit_scorecard


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
    training = examples.at(audience.final.dates)
    windows = [Window(examples.at([m.as_of]), examples.at(m.dates)) for m in audience.validated]
    decided = decide(examples, training, windows[-RULE_WINDOWS:])
    fit = Fit.of(
        audience,
        decided.status,
        decided.reason,
        examples=len(training),
        positives=int(examples.acted[training].sum()),
        cutoffs=len(set(audience.final.dates)),
    )
    fit = _with_validation(fit, examples, decided)
    measures = backtest(audience, examples, windows, decided, rates)
    fit = replace(fit, backtests=measures_to_json(measures) if measures else None)
    return _with_scorecard(fit, examples, training, decided, rates)


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
    fit: Fit, examples: Examples, training: Ints, decided: Publication, rates: ActionRates
) -> Fit:
    """Add what is published, fitted on the final cut-offs: the scorecard and its calibration."""
    if decided.validation is None:
        return fit
    names = decided.features or examples.choose_features(training)
    model = fit_scorecard(examples, training, names, decided.C)
    table = model.table(names)
    X, weight = examples.dense(training, names), examples.weight[training]
    card = describe(table, model.shares_, model.action_rates_, X, weight)
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


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
