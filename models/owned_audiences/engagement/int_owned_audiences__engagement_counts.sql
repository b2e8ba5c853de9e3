-- One row per person, dimension (weekday, day part, channel, topic) and category: the active days
-- of the last year in it; of the people in tiers, and of a sample to learn everybody's shares from.
-- noqa: disable=LT02
{% set sampled_people = 20000 %}
{% set held_out_days = 30 %}
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

-- people who may not be scored do not shape what is said of others
person_facts as (
    select person_facts.*
    from {{ ref('int_owned_audiences__current_observations') }} as person_facts
    {{ with_consent('person_facts', 'scoring') }}
),

daily_activity as (
    select * from {{ ref('int_owned_audiences__person_activity') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
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

-- numbers are grouped in half the time that texts take
kinds as (
    select
        kind_key,
        {%- for dimension in engagement_dimensions() %}
        {{ dimension }},
        dense_rank() over (order by {{ dimension }}) as {{ dimension }}_key
        {{- ',' if not loop.last }}
        {%- endfor %}
    from interaction_kinds
    where not {{ is_contact('interaction_type') }}
),

categories as (
    {%- for dimension in engagement_dimensions() %}
    select distinct
        '{{ dimension }}' as dimension,
        {{ dimension }}_key as category_key,
        cast({{ dimension }} as text) as category
    from kinds
    where {{ dimension }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

activity as (
    select
        persons.person_key,
        persons.is_sampled,
        persons.as_of - daily_activity.day as age,
        {%- for dimension in engagement_dimensions() %}
        kinds.{{ dimension }}_key{{ ',' if not loop.last }}
        {%- endfor %}
    from daily_activity
    inner join persons on daily_activity.person_key = persons.person_key
    inner join kinds on daily_activity.kind_key = kinds.kind_key
    where
        daily_activity.attributable_on < persons.as_of
        and daily_activity.day >= persons.as_of - 365
),

counted as (
    {%- for dimension in engagement_dimensions() %}
    select
        person_key,
        is_sampled,
        '{{ dimension }}' as dimension,
        category_key,
        count(*) as days,
        count(*) filter (where age > {{ held_out_days }}) as days_before
    from (
        select distinct
            person_key,
            is_sampled,
            {{ dimension }}_key as category_key,
            age
        from activity
    ) as active_days
    group by person_key, is_sampled, category_key
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        counted.person_key,
        counted.is_sampled,
        counted.dimension,
        categories.category,
        counted.days,
        counted.days_before
    from counted
    inner join categories
        on
            counted.dimension = categories.dimension
            and counted.category_key = categories.category_key
)

select * from final
