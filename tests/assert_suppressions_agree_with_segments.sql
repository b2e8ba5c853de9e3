-- People whom a segment does not suppress though they have just acted or are among the suppressions
-- of the same date, and people who are planned though they are suppressed.
with dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

segments as (
    select segments.*
    from {{ ref('int_owned_audiences__segments') }} as segments
    inner join dates on segments.as_of = dates.as_of
),

suppressions as (
    select suppressions.*
    from {{ ref('int_owned_audiences__suppressions') }} as suppressions
    inner join dates on suppressions.as_of = dates.as_of
),

has_acted as (
    select
        propensities.audience,
        propensities.person_id
    from {{ ref('int_owned_audiences__propensities') }} as propensities
    inner join dates on propensities.as_of = dates.as_of
    inner join audiences on propensities.audience = audiences.audience
    where propensities.days_since_desired_action <= audiences.cooldown_days
)

select
    segments.audience,
    segments.person_id,
    'is ' || case when segments.is_suppressed then '' else 'not ' end || 'suppressed' as what
from segments
left join suppressions
    on segments.audience = suppressions.audience and segments.person_id = suppressions.person_id
left join has_acted
    on segments.audience = has_acted.audience and segments.person_id = has_acted.person_id
where
    segments.is_suppressed != (suppressions.person_id is not null)
    or (has_acted.person_id is not null and not segments.is_suppressed)
    or segments.suppression_reason is distinct from suppressions.suppression_reason
union all
select
    plan.audience,
    plan.person_id,
    'is planned' as what
from {{ ref('int_owned_audiences__engagement_plan') }} as plan
inner join suppressions
    on plan.audience = suppressions.audience and plan.person_id = suppressions.person_id
where plan.as_of = suppressions.as_of
