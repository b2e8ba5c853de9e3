-- One row per person with an interaction known as of the current as_of, and what they consented to.
-- depends_on: {{ ref('owned_audiences__runs') }}
with person_facts as (
    select * from {{ ref('int_owned_audiences__person_facts') }}
),

-- everybody, where there is no input consents
scorable as (
    select distinct person_facts.person_key
    from person_facts
    {{ with_consent('person_facts', 'scoring') }}
),

engageable as (
    select distinct person_facts.person_key
    from person_facts
    {{ with_consent('person_facts', 'engagement') }}
),

final as (
    select
        person_facts.person_id,
        person_facts.as_of,
        person_facts.first_day as first_active_on,
        person_facts.last_day as last_active_on,
        scorable.person_key is not null as may_be_scored,
        engageable.person_key is not null as may_be_engaged,
        person_facts.days_since_last_interaction,
        person_facts.tenure_days,
        person_facts.active_days,
        person_facts.interactions,
        person_facts.value
    from person_facts
    left join scorable on person_facts.person_key = scorable.person_key
    left join engageable on person_facts.person_key = engageable.person_key
)

select * from final
