-- One row per person with an interaction known as of the current as_of, and what they consented to.
-- depends_on: {{ ref('owned_audiences__runs') }}
with person_facts as (
    select * from {{ ref('int_owned_audiences__person_facts') }}
),
{%- if var('consents') %}
{%- for purpose in ['scoring', 'engagement'] %}

consents_to_{{ purpose }} as (
    select distinct person_facts.person_key
    from person_facts
    {{ with_consent('person_facts', purpose) }}
),
{%- endfor %}
{%- endif %}

final as (
    select
        person_facts.person_id,
        person_facts.as_of,
        person_facts.first_day as first_active_on,
        person_facts.last_day as last_active_on,
        {%- if var('consents') %}
        consents_to_scoring.person_key is not null as may_be_scored,
        consents_to_engagement.person_key is not null as may_be_engaged,
        {%- else %}
        true as may_be_scored,
        true as may_be_engaged,
        {%- endif %}
        person_facts.days_since_last_interaction,
        person_facts.tenure_days,
        person_facts.active_days,
        person_facts.interactions,
        person_facts.value
    from person_facts
    {%- if var('consents') %}
    left join consents_to_scoring on person_facts.person_key = consents_to_scoring.person_key
    left join consents_to_engagement on person_facts.person_key = consents_to_engagement.person_key
    {%- endif %}
)

select * from final
