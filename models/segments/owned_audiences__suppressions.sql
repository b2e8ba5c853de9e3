-- One row per audience and person who did the desired action too recently to be offered it again.
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
),

final as (
    select
        propensities.audience,
        propensities.as_of,
        propensities.person_id,
        propensities.as_of - propensities.days_since_desired_action as acted_on,
        propensities.as_of - propensities.days_since_desired_action + audiences.cooldown_days
            as suppressed_until
    from propensities
    inner join audiences on propensities.audience = audiences.audience
    where propensities.days_since_desired_action <= audiences.cooldown_days
)

select * from final
