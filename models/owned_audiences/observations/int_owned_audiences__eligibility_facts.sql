-- One row per date as of which people are observed, person and fact that an `eligible` names beyond
-- the observation: how often they did things of a type, an attribute, a feature of the user's own,
-- whether they are on a list. A fact that is none of a person's has no row.
{{ config(pre_hook="{{ stop_at_unknown_facts() }}") }}
with facts as (
    {%- for fact in eligibility_facts() %}
    select
        '{{ fact.name }}' as fact,
        '{{ fact.source }}' as source,
        '{{ fact.measure }}' as measure,
        '{{ fact.subject }}' as subject,
        {{ fact.days or 1000000 }} as days
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        cast(null as text) as fact,
        cast(null as text) as source,
        cast(null as text) as measure,
        cast(null as text) as subject,
        0 as days
    where false
    {%- endfor %}
),

types as (
    select
        category_keys.dimension_key,
        facts.fact,
        facts.measure,
        facts.days
    from {{ ref('int_owned_audiences__category_keys') }} as category_keys
    inner join facts
        on
            facts.source = 'interaction_type'
            and {{ as_name('category_keys.interaction_type') }} = facts.subject
),

-- the condition on days lets a scan of the activity stop early
done as (
    select
        observations.as_of,
        observations.person_key,
        types.fact,
        types.measure,
        {{ days_between('activity.day', 'observations.as_of') }} as age,
        activity.interactions,
        activity.value
    from {{ ref('int_owned_audiences__person_activity') }} as activity
    inner join types on activity.dimension_key = types.dimension_key
    inner join {{ ref('int_owned_audiences__observations') }} as observations
        on
            activity.person_key = observations.person_key
            and activity.attributable_on < observations.as_of
            and activity.day >= observations.as_of - types.days
),

stated as (
    select
        facts.fact,
        person_attributes.user_id,
        person_attributes.known_on,
        person_attributes.valid_from as stated_at,
        cast(null as double) as number, -- noqa: RF04
        person_attributes.value as text
    from {{ ref('stg_owned_audiences__person_attributes') }} as person_attributes
    inner join facts
        on
            facts.source = 'attribute'
            and {{ as_name('person_attributes.attribute') }} = facts.subject
    where person_attributes.exclusion_reason is null
    union all
    select
        facts.fact,
        extra_features.user_id,
        extra_features.known_on,
        cast(extra_features.known_on as timestamp) as stated_at,
        extra_features.value as number, -- noqa: RF04
        cast(null as text) as text
    from {{ ref('stg_owned_audiences__extra_features') }} as extra_features
    inner join facts
        on
            facts.source = 'extra'
            and {{ as_name('extra_features.feature') }} = facts.subject
    where extra_features.exclusion_reason is null
),

newest as (
    select
        observations.as_of,
        observations.person_key,
        stated.fact,
        stated.number, -- noqa: RF04
        stated.text
    from stated
    inner join {{ ref('int_owned_audiences__persons') }} as persons
        on stated.user_id = persons.person_id
    inner join {{ ref('int_owned_audiences__observations') }} as observations
        on
            persons.person_key = observations.person_key
            and stated.known_on < observations.as_of
    qualify row_number() over (
        partition by observations.as_of, observations.person_key, stated.fact
        order by
            stated.known_on desc, stated.stated_at desc nulls last,
            stated.number desc nulls last, stated.text desc nulls last
    ) = 1
),

-- a member without a date has always been one
listed as (
    select distinct
        observations.as_of,
        observations.person_key,
        facts.fact
    from {{ ref('stg_owned_audiences__seed_sets') }} as seed_sets
    inner join facts
        on facts.source = 'list' and {{ as_name('seed_sets.audience') }} = facts.subject
    inner join {{ ref('int_owned_audiences__persons') }} as persons
        on seed_sets.user_id = persons.person_id
    inner join {{ ref('int_owned_audiences__observations') }} as observations
        on
            persons.person_key = observations.person_key
            and coalesce(seed_sets.seeded_on < observations.as_of, true)
    where seed_sets.exclusion_reason is null
),

final as (
    select
        as_of,
        person_key,
        fact,
        cast(case any_value(measure)
            when 'days_since' then min(age)
            when 'count' then sum(interactions)
            else sum(value)
        end as double) as number, -- noqa: RF04
        cast(null as text) as text
    from done
    group by as_of, person_key, fact
    union all
    select * from newest
    where number is not null or text is not null
    union all
    select
        *,
        1.0 as number, -- noqa: RF04
        cast(null as text) as text
    from listed
)

select * from final
