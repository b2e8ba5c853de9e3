-- One row per person, dimension (weekday, day part, channel, topic) and category: the active days
-- of the last year in it; of the people in tiers, and of a sample to learn everybody's shares from.
{% set sampled_people = 20000 %}
{% set held_out_days = 30 %}
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

person_facts as (
    select * from {{ ref('int_owned_audiences__person_facts') }}
),

daily_activity as (
    select * from {{ ref('int_owned_audiences__daily_activity') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

planned as (
    select distinct person_key
    from propensities
    where tier != 'rest'
),

population as (
    select {{ sampled_people }} / greatest(count(*), 1) as sampled_share
    from person_facts
),

persons as (
    select
        person_facts.person_key,
        person_facts.as_of,
        {{ drawn('person_facts.person_id', 'population.sampled_share') }} as is_sampled
    from person_facts
    cross join population
    left join planned on person_facts.person_key = planned.person_key
    where planned.person_key is not null or is_sampled
),

activity as (
    select
        persons.person_key,
        persons.is_sampled,
        cast(persons.as_of - daily_activity.day as smallint) as age,
        interaction_kinds.weekday,
        interaction_kinds.day_part,
        interaction_kinds.channel,
        interaction_kinds.topic
    from daily_activity
    inner join people on daily_activity.identifier_key = people.identifier_key
    inner join persons on people.person_key = persons.person_key
    inner join interaction_kinds on daily_activity.kind_key = interaction_kinds.kind_key
    where
        daily_activity.known_on < persons.as_of
        and daily_activity.day >= persons.as_of - 365
        and not {{ is_contact('interaction_kinds.interaction_type') }}
),

final as (
    {% for dimension in engagement_dimensions() -%}
    select
        person_key,
        is_sampled,
        '{{ dimension }}' as dimension,
        cast({{ dimension }} as text) as category,
        {{ distinct_days('age') }} as days,
        coalesce({{ distinct_days('age', 'age > ' ~ held_out_days) }}, 0) as days_before
    from activity
    where {{ dimension }} is not null
    group by person_key, is_sampled, {{ dimension }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
