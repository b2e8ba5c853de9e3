-- One row per audience and person who is eligible for it as of the current as_of; the members of
-- its own seed set are not.
with eligible as (
    select * from {{ ref('int_owned_audiences__eligible_observations') }}
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

seed_set_members as (
    select * from {{ ref('int_owned_audiences__seed_set_members') }}
    where person_key is not null
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

final as (
    select
        eligible.audience,
        eligible.as_of,
        eligible.person_key,
        persons.person_id,
        eligible.days_since_desired_action,
        eligible.days_since_last_interaction,
        eligible.tenure_days,
        eligible.interactions
    from eligible
    inner join audiences
        on eligible.audience = audiences.audience and eligible.as_of = audiences.as_of
    inner join persons on eligible.person_key = persons.person_key
    left join seed_set_members
        on
            eligible.audience = seed_set_members.audience
            and eligible.person_key = seed_set_members.person_key
    where seed_set_members.person_key is null
)

select * from final
