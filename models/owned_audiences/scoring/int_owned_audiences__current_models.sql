-- One row per audience: the model that it is scored with.
{{ config(materialized='view') }}

with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

propensity_fits as (
    select * from {{ ref('int_owned_audiences__propensity_fits') }}
),

final as (
    select
        audiences.audience,
        propensity_fits.* exclude (audience, as_of),
        audiences.as_of,
        audiences.kind
    from audiences
    inner join propensity_fits
        on
            audiences.audience = propensity_fits.audience
            and audiences.model_version = propensity_fits.model_version
)

select * from final
