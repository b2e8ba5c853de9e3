-- One row per audience, tier and plan: how many people, and how many of them may be written to.
with segments as (
    select * from {{ ref('owned_audiences', 'owned_audiences__segments') }}
),

crm_customers as (
    select * from {{ ref('crm_customers') }}
    qualify row_number() over (partition by customer_id order by valid_from desc) = 1
),

final as (
    select
        segments.audience,
        segments.tier,
        crm_customers.plan,
        count(*) as people,
        count(*) filter (where not segments.is_suppressed) as people_to_engage,
        sum(segments.propensity) as expected_actions
    from segments
    left join crm_customers on segments.person_id = crm_customers.customer_id
    group by segments.audience, segments.tier, crm_customers.plan
)

select * from final
