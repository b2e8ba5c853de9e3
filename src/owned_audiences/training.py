"""Fit the model of an audience: validate it out of time, and say what is published of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from scipy.special import expit

from owned_audiences.audiences import Audience
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.evaluation import Z_95, calibration_slope
from owned_audiences.examples import Examples
from owned_audiences.fit import Fit
from owned_audiences.ladder import Verdict, compare_with_rule, judge
from owned_audiences.level import estimate_level
from owned_audiences.points import POINTS_PER_LOG_ODDS, Ints, to_json
from owned_audiences.reading import ExamplesByAudience
from owned_audiences.seed_sets import fit_seed_set
from owned_audiences.validation import Window, fit_scorecard


def fit_due(
    due: Sequence[Audience],
    examples: pa.Table,
    features: Iterable[pa.RecordBatch],
    definitions: FeatureDefinitions,
) -> list[Fit]:
    """Fit one model for each audience, in their order."""
    names = {audience.name for audience in due}
    by_audience = ExamplesByAudience(examples, features, definitions, names)
    return [_fit_audience(audience, by_audience[audience.name]) for audience in due]


def _fit_audience(audience: Audience, examples: Examples) -> Fit:
    if audience.is_seed_set:
        return fit_seed_set(audience, examples)
    training = examples.at(audience.final.dates)
    windows = [Window(examples.at([m.as_of]), examples.at(m.dates)) for m in audience.validated]
    verdict = judge(examples, training, windows)
    fit = Fit.of(
        audience,
        verdict.status,
        verdict.reason,
        examples=len(training),
        positives=int(examples.acted[training].sum()),
        cutoffs=len(set(audience.final.dates)),
    )
    fit = _with_validation(fit, examples, verdict)
    return _with_scorecard(fit, examples, training, verdict, audience.lead_days)


def _with_validation(fit: Fit, examples: Examples, verdict: Verdict) -> Fit:
    """Add figures out of time: of what is published, and of the scorecard against the rule."""
    versus, rule, published = verdict.versus_rule, verdict.rule, verdict.published
    if rule is not None:
        fit = replace(fit, rule_auc=_finite(rule.auc_a))
    if versus is not None:
        margin = Z_95 * versus.difference_error
        fit = replace(
            fit,
            auc_difference=_finite(versus.difference),
            auc_difference_low=_finite(versus.difference - margin),
            auc_difference_high=_finite(versus.difference + margin),
        )
    if versus is None or rule is None or published is None:
        return fit
    if verdict.status == "scorecard":
        fit = replace(fit, rule_auc=versus.auc_b)  # on the same windows as the scorecard's own
        tested = versus
    else:
        own = compare_with_rule(examples, published)
        tested = rule if np.isnan(own.auc_a) else own  # no window could train one: the order alone
    margin = Z_95 * tested.auc_a_error
    fit = replace(
        fit,
        validated_windows=verdict.windows,
        auc=tested.auc_a,
        auc_low=max(tested.auc_a - margin, 0.0),
        auc_high=min(tested.auc_a + margin, 1.0),
    )
    if len(published.rows) == 0:
        return fit
    acted, weight = examples.acted[published.rows], examples.weight[published.rows]
    return replace(
        fit,
        slope=_finite(calibration_slope(published.log_odds, acted, weight)),
        observed=float(np.sum(weight * acted)),
        expected=float(np.sum(weight * expit(published.log_odds))),
    )


def _with_scorecard(
    fit: Fit, examples: Examples, training: Ints, verdict: Verdict, lead_days: int
) -> Fit:
    """Add what is published, fitted on the final cut-offs: the scorecard and its level."""
    if verdict.published is None:
        return fit
    names = verdict.features or examples.choose_features(training)
    model = fit_scorecard(examples, training, names, verdict.C)
    table = model.table(names)
    log_odds = table.score(examples.dense(training, names)) / POINTS_PER_LOG_ODDS
    acted, weight = examples.acted[training], examples.weight[training]
    level = estimate_level(examples.as_of[training], log_odds, acted, weight, lead_days)
    return replace(
        fit,
        regularisation=verdict.C,
        level_shift_points=level.shift_points,
        level_error=level.error,
        level_df=level.df,
        level_t=level.t,
        scorecard=to_json(table, model.shares_, model.action_rates_),
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
