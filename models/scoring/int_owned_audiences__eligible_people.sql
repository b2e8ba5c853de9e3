-- One row per audience and person who is eligible for it as of the current as_of.
with audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
),

facts as (
    select * from {{ ref('int_owned_audiences__person_facts') }}
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

dates as (
    select
        audience,
        as_of
    from audiences
),

last_actions as (
    {{ last_desired_actions('dates') }}
),

eligible as (
    {{ eligible_people('dates') }}
),

final as (
    select
        audience,
        as_of,
        person_key,
        person_id,
        days_since_desired_action,
        days_since_last_interaction,
        tenure_days,
        interactions
    from eligible
)

select * from final
