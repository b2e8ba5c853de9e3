"""Fit the audiences whose model is due, and keep the earlier models."""

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

SCHEMA = pa.schema(
    {
        "audience": pa.string(),
        "model_version": pa.string(),
        "definition_hash": pa.string(),
        "as_of": pa.date32(),
        "library_version": pa.string(),
        "status": pa.string(),
        "status_reason": pa.string(),
        "examples": pa.int64(),
        "positives": pa.int64(),
        "cutoffs": pa.int32(),
        "validated_windows": pa.int32(),
        "auc": pa.float64(),
        "auc_low": pa.float64(),
        "auc_high": pa.float64(),
        "rule_auc": pa.float64(),
        "auc_difference": pa.float64(),
        "auc_difference_low": pa.float64(),
        "auc_difference_high": pa.float64(),
        "slope": pa.float64(),
        "observed": pa.float64(),
        "expected": pa.float64(),
        "regularisation": pa.float64(),
        "level_shift_points": pa.int64(),
        "level_error": pa.float64(),
        "level_df": pa.int32(),
        "level_t": pa.float64(),
        "scorecard": pa.string(),
    }
)
EXAMPLE_COLUMNS = (
    "example_id",
    "audience",
    "as_of",
    "person_key",
    "acted",
    "weight",
    "rule_score",
)
Row = dict[str, Any]


def fit_audiences(
    audiences: pa.Table,
    cutoffs: pa.Table,
    examples: pa.Table,
    features: Iterable[pa.RecordBatch],
    definitions: pa.Table,
    kept: pa.Table | None,
) -> pa.Table:
    """Fit one model per audience that is due.

    Parameters
    ----------
    audiences : table of audience, as_of, kind (seed_set: a list of people, else by a desired
        action), horizon_days, gap_days, definition_hash, model_version, is_fit_due
    cutoffs : table of audience, model_as_of, as_of: the training cut-offs of each model, which are
        the final one (model_as_of is the audience's as_of) and one per validated date; as_of is
        null where a validated date has no history to train on
    examples : table of example_id (decides the order), audience, as_of, person_key, acted (of a
        seed list: is a member), weight (restores the base rate of its date), rule_score (higher =
        likelier)
    features : batches of audience (null: shared by all), as_of, person_key, feature, value
    definitions : table of feature, family, pooled_as (as what one counts that a model does not
        name; null: not at all)
    kept : rows that an earlier call returned, or None

    Returns
    -------
    pyarrow.Table
        Of `SCHEMA`: the kept rows as they were, and one row per model fitted now, in the place of
        a kept row of the same audience and model_version. AUCs are out of time (of a seed list
        cross-validated), with two-sided 95 % intervals; `observed` and `expected` are weighted
        people over the validated windows, before the correction of the level; the scorecard's
        points leave `level_shift_points` out.

    Raises
    ------
    ValueError
        When an audience holds a person twice on the same date.
    """
    due = [row for row in audiences.to_pylist() if row["is_fit_due"]]
    rows = _align(kept).to_pylist()
    if due:
        by_audience = ExamplesByAudience(
            examples,
            features,
            FeatureDefinitions.from_table(definitions),
            {row["audience"] for row in due},
        )
        dates = cutoffs.to_pylist()
        fitted = [_fit_audience(row, dates, by_audience[row["audience"]]) for row in due]
        new = {(row["audience"], row["model_version"]) for row in fitted}
        rows = [row for row in rows if (row["audience"], row["model_version"]) not in new] + fitted
    rows.sort(key=lambda row: (row["audience"], row["as_of"], row["model_version"]))
    return pa.Table.from_pylist(rows, SCHEMA)


def _align(kept: pa.Table | None) -> pa.Table:
    """Kept rows in today's columns: those that an earlier version did not write are null."""
    if kept is None:
        return SCHEMA.empty_table()
    columns = [
        kept[field.name].cast(field.type)
        if field.name in kept.column_names
        else pa.nulls(kept.num_rows, field.type)
        for field in SCHEMA
    ]
    return pa.table(columns, schema=SCHEMA)


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
