-- One row per person and feature that is not zero, as of the current as_of; audience is null where
-- the feature is the same for all audiences. A view: it is read in blocks of people, never stored.
{{ config(materialized='view') }}

with interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

population as (
    select distinct
        as_of,
        person_key,
        days_since_last_interaction,
        tenure_days,
        interactions
    from {{ ref('int_owned_audiences__eligible_people') }}
),

audience_dates as (
    select distinct
        audience,
        as_of
    from {{ ref('int_owned_audiences__eligible_people') }}
),

final as (
    {{ features('population', 'audience_dates') }}
)

select * from final
