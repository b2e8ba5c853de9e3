-- One row per audience: the model that it is scored with.
{{ config(materialized='view') }}

with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

fitted_models as (
    select * from {{ ref('int_owned_audiences__fitted_models') }}
),

final as (
    select
        audiences.audience,
        fitted_models.* exclude (audience, as_of),
        audiences.as_of,
        audiences.audience_type
    from audiences
    inner join fitted_models
        on
            audiences.audience = fitted_models.audience
            and audiences.model_version = fitted_models.model_version
)

select * from final
