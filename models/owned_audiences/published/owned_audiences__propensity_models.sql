-- One row per audience and model ever learned: what became of it, and how good it was out of time.
-- depends_on: {{ ref('owned_audiences__runs') }}
with propensity_fits as (
    select * from {{ ref('int_owned_audiences__propensity_fits') }}
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

final as (
    select
        propensity_fits.audience,
        propensity_fits.model_version,
        propensity_fits.as_of,
        audiences.audience is not null as is_current,
        propensity_fits.status,
        propensity_fits.status_reason,
        propensity_fits.examples,
        propensity_fits.positives,
        propensity_fits.cutoffs,
        propensity_fits.validated_windows,
        propensity_fits.auc,
        propensity_fits.auc_low,
        propensity_fits.auc_high,
        propensity_fits.rule_auc,
        propensity_fits.auc_difference,
        propensity_fits.auc_difference_low,
        propensity_fits.auc_difference_high,
        propensity_fits.slope,
        propensity_fits.observed,
        propensity_fits.expected,
        propensity_fits.regularisation,
        propensity_fits.level_shift_points,
        propensity_fits.level_error,
        propensity_fits.level_df,
        propensity_fits.definition_hash,
        propensity_fits.library_version
    from propensity_fits
    left join audiences
        on
            propensity_fits.audience = audiences.audience
            and propensity_fits.model_version = audiences.model_version
)

select * from final
