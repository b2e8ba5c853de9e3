-- One row per model of an earlier run that was completed: one of a run that stopped on the way is
-- not used again, as it may have been trained on what the guard refused.
-- depends_on: {{ ref('int_owned_audiences__configuration') }}
{% set kept = previous_relation('int_owned_audiences__fitted_models') %}
{% set published = previous_relation('owned_audiences__propensity_models') %}
{% if kept and published -%}
with kept as (
    select * from {{ kept }}
),

published as (
    select
        audience,
        model_version
    from {{ published }}
),

final as (
    select kept.*
    from kept
    inner join published
        on kept.audience = published.audience and kept.model_version = published.model_version
    where kept.as_of not in ({{ unfinished_dates() }})
)
{%- else -%}
with final as (
    select
        cast(null as {{ dbt.type_string() }}) as audience,
        cast(null as {{ dbt.type_string() }}) as model_version,
        cast(null as {{ dbt.type_string() }}) as definition_hash,
        cast(null as date) as as_of
    where false
)
{%- endif %}

select * from final
