-- One row per customer in the highest tier of the buyers and not suppressed: whom the shop's staff
-- may write to, and what to know of them. A segments of your own is no clash with the package's.
with segments as (
    select * from {{ ref('owned_audiences', 'owned_audiences__segments') }}
    where audience = 'buyers' and tier = 'high' and not is_suppressed
),

engagement_plan as (
    select * from {{ ref('owned_audiences', 'owned_audiences__engagement_plan') }}
),

crm_customers as (
    select * from {{ ref('crm_customers') }}
    qualify row_number() over (partition by customer_id order by valid_from desc) = 1
),

final as (
    select
        segments.person_id as user_id,
        segments.entered_on,
        crm_customers.plan,
        crm_customers.region,
        engagement_plan.topic as write_about,
        engagement_plan.weekday as write_on,
        segments.reason_1 as known_because,
        segments.propensity
    from segments
    inner join engagement_plan
        on
            segments.audience = engagement_plan.audience
            and segments.person_id = engagement_plan.person_id
    left join crm_customers on segments.person_id = crm_customers.customer_id
)

select * from final
