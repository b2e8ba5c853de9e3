-- One row per audience and person who is eligible for it as of the current as_of; who is a member
-- of its seed list is not.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
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

seed_members as (
    select
        audience,
        person_key
    from {{ ref('int_owned_audiences__seed_members') }}
    where person_key is not null
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
        eligible.audience,
        eligible.as_of,
        eligible.person_key,
        eligible.person_id,
        eligible.days_since_desired_action,
        eligible.days_since_last_interaction,
        eligible.tenure_days,
        eligible.interactions
    from eligible
    left join seed_members
        on
            eligible.audience = seed_members.audience
            and eligible.person_key = seed_members.person_key
    where seed_members.person_key is null
)

select * from final
