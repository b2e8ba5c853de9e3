-- One row per audience, date as of which it observes people, and person who was eligible for it
-- then and may be scored.
with consented as (
    select observations.*
    from {{ ref('int_owned_audiences__observations') }} as observations
    {{ with_consent('observations', 'scoring') }}
),

dates as (
    select * from {{ ref('int_owned_audiences__observed_dates') }}
),

person_actions as (
    select * from {{ ref('int_owned_audiences__person_actions') }}
),

last_actions as (
    select
        dates.audience,
        dates.as_of,
        person_actions.person_key,
        max(person_actions.day) as last_acted_on
    from person_actions
    inner join dates
        on
            person_actions.audience = dates.audience
            and person_actions.attributable_on < dates.as_of
    group by dates.audience, dates.as_of, person_actions.person_key
),

facts as (
    select
        {%- for fact in eligibility_facts() %}
        max(case when fact = '{{ fact.name }}' then {{ 'text' if fact.type == 'text' else 'number' }} end)
            as {{ fact.name }},
        {%- endfor %}
        as_of,
        person_key
    from {{ ref('int_owned_audiences__eligibility_facts') }}
    group by as_of, person_key
),

-- one join for all audiences: a branch for each takes memory for each
known as (
    select
        dates.audience,
        consented.*,
        {%- for fact in eligibility_facts() %}
        {{ eligibility_fact_column(fact) }},
        {%- endfor %}
        {{ days_between('last_actions.last_acted_on', 'dates.as_of') }} as days_since_desired_action
    from consented
    inner join dates on consented.as_of = dates.as_of
    left join last_actions
        on
            consented.person_key = last_actions.person_key
            and dates.audience = last_actions.audience
            and dates.as_of = last_actions.as_of
    left join facts
        on consented.as_of = facts.as_of and consented.person_key = facts.person_key
),

final as (
    select
        audience,
        as_of,
        person_key,
        days_since_desired_action,
        days_since_last_interaction,
        tenure_days,
        interactions
    from known
    where {{ is_eligible() }}
)

select * from final
