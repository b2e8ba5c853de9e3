-- One row per model of an earlier run that was completed: one of a run that stopped on the way is
-- not used again, as it may have been trained on what the guard refused.
-- depends_on: {{ ref('int_owned_audiences__configuration') }}
{% set fits = previous_relation('int_owned_audiences__propensity_fits') %}
{% set published = previous_relation('owned_audiences__propensity_models') %}
{% if fits and published -%}
with fits as (
    select * from {{ fits }}
),

published as (
    select
        audience,
        model_version
    from {{ published }}
),

final as (
    select fits.*
    from fits
    inner join published
        on fits.audience = published.audience and fits.model_version = published.model_version
    where fits.as_of not in ({{ unfinished_dates() }})
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
