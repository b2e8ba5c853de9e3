"""Fit the audiences that need it, and keep the earlier models: a table of both."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from owned_audiences.audiences import read_audiences
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.fit import SCHEMA, to_table

# Columns of version 0.2.0, in whose words the status `baseline` is `rule`.
RENAMED = {
    "rule_auc": "baseline_auc",
    "level_shift_points": "calibration_shift_points",
    "level_error": "calibration_error",
    "level_df": "calibration_df",
    "level_t": "calibration_t",
}
EXAMPLE_COLUMNS = (
    "example_id",
    "audience",
    "as_of",
    "label_days",
    "person_key",
    "acted",
    "weight",
    "baseline_score",
    "value",
)


def fit_audiences(
    audiences: pa.Table,
    cutoffs: pa.Table,
    examples: pa.Table,
    features: Iterable[pa.RecordBatch],
    definitions: pa.Table,
    rates: pa.Table,
    kept: pa.Table | None,
) -> pa.Table:
    """Fit one model per audience that needs a fit.

    Parameters
    ----------
    audiences : table of audience, as_of, audience_type (seed_set: a list of people, or
        desired_action), horizon_days, gap_days, definition_hash, model_version, needs_fit
    cutoffs : table of audience, model_as_of, as_of, label_days: the training cut-offs of each
        model, which are the final one (model_as_of is the audience's as_of) and one per validated
        date; as_of is null where a validated date has no history to train on. Where label_days is
        shorter than the horizon, the final one has some of the whole horizon, too
    examples : table of example_id (decides the order), audience, as_of, label_days, person_key,
        acted (of a seed set: is a member), weight (restores the base rate of its date),
        baseline_score (higher = likelier)
    features : batches of audience (null: shared by all), as_of, person_key, feature, value
    definitions : table of feature, family, pooled_as (as what one counts that a model does not
        name; null: not at all)
    rates : table of audience, as_of, is_regular, people, actors, eligible, eligible_actors: how
        many acted in the label windows of past dates, see `ActionRates`
    kept : rows that an earlier call returned, or None

    Returns
    -------
    pyarrow.Table
        Of `SCHEMA`: the kept rows as they were, and one row per model fitted now, in the place of
        a kept row of the same audience and model_version. AUCs are out of time (of a seed set
        cross-validated), with two-sided 95 % intervals; `observed` and `expected` are weighted
        people over the validated windows, before calibration; the scorecard's
        points leave `calibration_shift_points` out.

    Raises
    ------
    ValueError
        When an audience holds a person twice on the same date.
    """
    unfitted = read_audiences(audiences, cutoffs)
    rows = _align(kept)
    if unfitted:
        # scikit-learn takes more than a second to import, and on most days nothing is fitted
        from owned_audiences.training import fit_models

        known = FeatureDefinitions.from_table(definitions)
        fitted = to_table(fit_models(unfitted, examples, features, known, rates))
        rows = pa.concat_tables([_without(rows, fitted), fitted])
    order = [(name, "ascending") for name in ("audience", "as_of", "model_version")]
    return rows.sort_by(order).combine_chunks()


def _without(kept: pa.Table, fitted: pa.Table) -> pa.Table:
    """Kept rows whose model was not fitted now."""
    new = set(_models(fitted))
    return kept.filter(pa.array([model not in new for model in _models(kept)], pa.bool_()))


def _models(fits: pa.Table) -> list[tuple[str, str]]:
    names = (fits[name].to_pylist() for name in ("audience", "model_version"))
    return list(zip(*names, strict=True))


def _align(kept: pa.Table | None) -> pa.Table:
    """Kept rows in today's columns and words: what an earlier version did not write is null."""
    if kept is None:
        return SCHEMA.empty_table()
    kept = kept.rename_columns([RENAMED.get(name, name) for name in kept.column_names])
    columns = [
        kept[field.name].cast(field.type)
        if field.name in kept.column_names
        else pa.nulls(kept.num_rows, field.type)
        for field in SCHEMA
    ]
    aligned = pa.table(columns, schema=SCHEMA)
    status = pc.if_else(pc.equal(aligned["status"], "rule"), "baseline", aligned["status"])
    return aligned.set_column(SCHEMA.get_field_index("status"), SCHEMA.field("status"), status)
