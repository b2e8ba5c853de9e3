-- One row per person and feature that is not zero, as of the current as_of; audience is null where
-- the feature is the same for all audiences. A view: it is read in blocks of people, never stored.
{{ config(materialized='view') }}

{#- texts and not CTEs: one that is used twice is made whole before a block of people is chosen -#}
{% set observed -%}
(
    select distinct
        as_of,
        person_key,
        days_since_last_interaction,
        tenure_days,
        interactions
    from {{ ref('int_owned_audiences__eligible_people') }}
)
{%- endset %}
{% set audience_dates -%}
(
    select distinct
        audience,
        as_of
    from {{ ref('int_owned_audiences__eligible_people') }}
)
{%- endset %}
with final as (
    {{ features(
        observed=observed,
        audience_dates=audience_dates,
        activity=ref('int_owned_audiences__person_activity'),
        actions=ref('int_owned_audiences__person_actions'),
        category_keys=ref('int_owned_audiences__category_keys'),
        attribute_history=ref('int_owned_audiences__attribute_history'),
        definitions=ref('int_owned_audiences__features'),
    ) }}
)

select * from final
