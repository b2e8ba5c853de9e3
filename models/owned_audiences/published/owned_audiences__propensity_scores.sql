-- One row per audience, as_of and person scored: kept from run to run until 30 days after the label
-- window has ended, so that what was predicted can be compared with what happened.
-- depends_on: {{ ref('owned_audiences__runs') }}
-- read by hooks: {{ ref('int_owned_audiences__as_of') }},
-- {{ ref('int_owned_audiences__consents') }},
-- {{ ref('int_owned_audiences__person_identifiers') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
    pre_hook=[
        {'sql': "{{ add_column('audience_version', 'text') }}", 'transaction': false},
        {'sql': "{{ add_column('tier', 'text') }}", 'transaction': false},
        {'sql': "{{ fill_audience_version() }}", 'transaction': false},
        "{{ delete_current_as_of() }}", "{{ delete_matured_scores() }}",
        "{{ delete_scores_without_consent() }}",
    ],
) }}

{#- read by a hook: dbt must see the reference here when it parses #}
{% set consents = var('consents') %}
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
    where points is not null
),

final as (
    select
        propensities.audience,
        audiences.audience_version,
        propensities.as_of,
        propensities.person_id,
        -- a resemblance has no window, and is kept as long as if it had one of 30 days
        propensities.as_of + coalesce(audiences.gap_days + audiences.horizon_days, 30)
            as window_ends_on,
        propensities.model_version,
        propensities.points,
        propensities.propensity,
        propensities.percentile,
        propensities.tier
    from propensities
    inner join audiences on propensities.audience = audiences.audience
)

select * from final
