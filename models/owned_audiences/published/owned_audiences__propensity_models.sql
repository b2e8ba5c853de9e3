-- One row per audience and model ever learned: what became of it, and how good it was out of time.
-- depends_on: {{ ref('owned_audiences__runs') }}
with fitted_models as (
    select * from {{ ref('int_owned_audiences__fitted_models') }}
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

final as (
    select
        fitted_models.audience,
        fitted_models.model_version,
        fitted_models.as_of,
        audiences.audience is not null as is_current,
        fitted_models.status,
        fitted_models.status_reason,
        fitted_models.examples,
        fitted_models.positives,
        fitted_models.cutoffs,
        fitted_models.validated_windows,
        fitted_models.auc,
        fitted_models.auc_low,
        fitted_models.auc_high,
        fitted_models.baseline_auc,
        fitted_models.auc_difference,
        fitted_models.auc_difference_low,
        fitted_models.auc_difference_high,
        fitted_models.slope,
        fitted_models.regularisation,
        fitted_models.calibration_shift_points,
        fitted_models.calibration_error,
        fitted_models.calibration_df,
        fitted_models.definition_hash,
        fitted_models.library_version
    from fitted_models
    left join audiences
        on
            fitted_models.audience = audiences.audience
            and fitted_models.model_version = audiences.model_version
)

select * from final
