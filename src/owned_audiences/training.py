"""Fit the model of an audience: validate it out of time, and say what is published of it."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.special import expit

from owned_audiences import __version__
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.evaluation import Z_95, calibration_slope
from owned_audiences.examples import Examples
from owned_audiences.ladder import Verdict, compare_with_rule, judge
from owned_audiences.level import estimate_level
from owned_audiences.points import POINTS_PER_LOG_ODDS, to_json
from owned_audiences.reading import ExamplesByAudience
from owned_audiences.seeds import fit_seed_set
from owned_audiences.validation import Window, fit

Row = dict[str, Any]


def fit_due(
    due: list[Row],
    cutoffs: list[Row],
    examples: pa.Table,
    features: Iterable[pa.RecordBatch],
    definitions: FeatureDefinitions,
) -> list[Row]:
    """Fit one model for each audience: rows of `fitted_models.SCHEMA`, in the order of `due`."""
    names = {row["audience"] for row in due}
    by_audience = ExamplesByAudience(examples, features, definitions, names)
    return [_fit_audience(row, cutoffs, by_audience[row["audience"]]) for row in due]


def _fit_audience(audience: Row, cutoffs: list[Row], examples: Examples) -> Row:
    named = {k: audience[k] for k in ("audience", "model_version", "definition_hash", "as_of")}
    named["library_version"] = __version__
    if audience.get("kind") == "seed_set":
        return named | fit_seed_set(examples, audience["as_of"])
    dates: dict[Any, list[Any]] = {}
    for row in cutoffs:
        if row["audience"] == audience["audience"]:
            trained = dates.setdefault(row["model_as_of"], [])
            if row["as_of"] is not None:
                trained.append(row["as_of"])
    final = dates.pop(audience["as_of"], [])
    training = examples.at(final)
    windows = [Window(examples.at([date]), examples.at(dates[date])) for date in sorted(dates)]
    verdict = judge(examples, training, windows)
    lead = audience["horizon_days"] + audience["gap_days"]
    return {
        **named,
        "status": verdict.status,
        "status_reason": verdict.reason,
        "examples": len(training),
        "positives": int(examples.acted[training].sum()),
        "cutoffs": len(set(final)),
        **_describe_validation(examples, verdict),
        **_fit_published(examples, training, verdict, lead),
    }


def _describe_validation(examples: Examples, verdict: Verdict) -> Row:
    """Out-of-time figures of what is published, and how the scorecard compares with the rule."""
    row: Row = {"validated_windows": 0}
    versus, rule, published = verdict.versus_rule, verdict.rule, verdict.published
    if rule is not None:
        row["rule_auc"] = _finite(rule.auc_a)
    if versus is not None:
        margin = Z_95 * versus.difference_error
        row["auc_difference"] = _finite(versus.difference)
        row["auc_difference_low"] = _finite(versus.difference - margin)
        row["auc_difference_high"] = _finite(versus.difference + margin)
    if versus is None or rule is None or published is None:
        return row
    if verdict.status == "scorecard":
        row["rule_auc"] = versus.auc_b  # on the same windows as the scorecard's own
        auc, error = versus.auc_a, versus.auc_a_error
    else:
        own = compare_with_rule(examples, published)
        tested = rule if np.isnan(own.auc_a) else own  # no window could train one: the order alone
        auc, error = tested.auc_a, tested.auc_a_error
    row["auc"] = auc
    row["auc_low"], row["auc_high"] = max(auc - Z_95 * error, 0.0), min(auc + Z_95 * error, 1.0)
    row["validated_windows"] = verdict.windows
    if len(published.rows):
        acted, weight = examples.acted[published.rows], examples.weight[published.rows]
        row["slope"] = _finite(calibration_slope(published.log_odds, acted, weight))
        row["observed"] = float(np.sum(weight * acted))
        row["expected"] = float(np.sum(weight * expit(published.log_odds)))
    return row


def _fit_published(examples: Examples, training: Any, verdict: Verdict, lead_days: int) -> Row:
    """Fit what is published on the final cut-offs: its scorecard and its level."""
    if verdict.published is None:
        return {}
    names = verdict.features or examples.choose_features(training)
    model = fit(examples, training, names, verdict.C)
    table = model.table(names)
    log_odds = table.score(examples.dense(training, names)) / POINTS_PER_LOG_ODDS
    acted, weight = examples.acted[training], examples.weight[training]
    level = estimate_level(examples.as_of[training], log_odds, acted, weight, lead_days)
    return {
        "regularisation": verdict.C,
        "level_shift_points": level.shift_points,
        "level_error": level.error,
        "level_df": level.df,
        "level_t": level.t,
        "scorecard": to_json(table, model.shares_, model.action_rates_),
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
