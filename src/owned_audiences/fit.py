"""A fit: a model of an audience, and all that is known of it, as one row of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, get_args, get_type_hints

import pyarrow as pa

from owned_audiences import __version__
from owned_audiences.audiences import Audience

Int32 = Annotated[int, "of 32 bits"]


@dataclass(frozen=True)
class Fit:
    """A model of an audience; its fields are the columns of the table, None where unknown.

    Attributes
    ----------
    status : scorecard, baseline, no_signal or too_few_positives: what is published
    status_reason : the status in a sentence, with the figures behind it
    examples, positives, cutoffs : what it is trained on; of a seed set the positives are members
    validated_windows : past windows on which it was tested, out of time; 0 for a seed set
    auc, auc_low, auc_high : of what is published, with a two-sided 95 % interval
    baseline_auc : of the baseline, on the same windows
    auc_difference, auc_difference_low, auc_difference_high : scorecard less baseline
    slope : calibration slope out of time
    regularisation : C of the logistic regression
    calibration_shift_points : shift of all scores, in points, which the scorecard leaves out
    calibration_error : root mean square error of that shift, in log-odds
    calibration_df, calibration_t : its degrees of freedom, and Student's t for an 80 % interval
    scorecard : JSON of the points of every bin
    backtests : JSON of what models of past dates would have said, see `Measure`
    """

    audience: str
    model_version: str
    definition_hash: str
    as_of: dt.date
    library_version: str
    status: str
    status_reason: str
    examples: int
    positives: int
    cutoffs: Int32
    validated_windows: Int32 = 0
    auc: float | None = None
    auc_low: float | None = None
    auc_high: float | None = None
    baseline_auc: float | None = None
    auc_difference: float | None = None
    auc_difference_low: float | None = None
    auc_difference_high: float | None = None
    slope: float | None = None
    regularisation: float | None = None
    calibration_shift_points: int | None = None
    calibration_error: float | None = None
    calibration_df: float | None = None
    calibration_t: float | None = None
    scorecard: str | None = None
    backtests: str | None = None

    @classmethod
    def of(
        cls,
        audience: Audience,
        status: str,
        status_reason: str,
        *,
        examples: int,
        positives: int,
        cutoffs: int,
    ) -> Fit:
        """Begin a fit of an audience, by this version of the library."""
        return cls(
            audience=audience.name,
            model_version=audience.model_version,
            definition_hash=audience.definition_hash,
            as_of=audience.as_of,
            library_version=__version__,
            status=status,
            status_reason=status_reason,
            examples=examples,
            positives=positives,
            cutoffs=cutoffs,
        )


def to_table(fits: Sequence[Fit]) -> pa.Table:
    """Write fits as a table of `SCHEMA`."""
    columns = [pa.array([getattr(fit, c.name) for fit in fits], c.type) for c in SCHEMA]
    return pa.table(columns, schema=SCHEMA)


def _arrow_type(hint: Any) -> pa.DataType:
    parts = get_args(hint)
    return ARROW_TYPES[parts[0] if NoneType in parts else hint]


ARROW_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    Int32: pa.int32(),
    float: pa.float64(),
    dt.date: pa.date32(),
}
SCHEMA = pa.schema(
    [(name, _arrow_type(hint)) for name, hint in get_type_hints(Fit, include_extras=True).items()]
)
