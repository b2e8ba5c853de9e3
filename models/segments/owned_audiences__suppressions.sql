-- One row per audience and person who did the desired action too recently to be offered it again,
-- whether they are eligible or not.
with audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

last_actions as (
    {{ last_desired_actions('audiences') }}
),

final as (
    select
        last_actions.audience,
        last_actions.as_of,
        people.person_id,
        last_actions.as_of - last_actions.days_since_desired_action as acted_on,
        last_actions.as_of - last_actions.days_since_desired_action + audiences.cooldown_days
            as suppressed_until
    from last_actions
    inner join people
        on last_actions.person_key = people.person_key and people.identifier_key = people.person_key
    inner join audiences on last_actions.audience = audiences.audience
    where last_actions.days_since_desired_action <= audiences.cooldown_days
)

select * from final
