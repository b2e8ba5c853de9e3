-- One row per audience, as_of and person scored: kept from run to run until the label window of
-- the as_of has ended.
-- depends_on: {{ ref('owned_audiences__audiences') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
    pre_hook=["{{ delete_current_as_of() }}", "{{ delete_matured_scores() }}"],
) }}

with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
    where points is not null
),

final as (
    select
        audience,
        as_of,
        person_id,
        model_version,
        points,
        propensity,
        percentile
    from propensities
)

select * from final
