-- One row per person, feature and span of dates in which it had a value: attributes and features of
-- the user's own. A number is a value; a text is a category, with a feature of its own.
with person_attributes as (
    select * from {{ ref('stg_owned_audiences__person_attributes') }}
    where exclusion_reason is null
),

extra_features as (
    select * from {{ ref('stg_owned_audiences__extra_features') }}
    where exclusion_reason is null
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

stated as (
    select
        user_id,
        'attribute' as family,
        replace(attribute, '=', '_') as name, -- noqa: RF04
        known_on,
        valid_from as stated_at,
        {{ try_cast('value', 'double') }} as number, -- noqa: RF04
        value as category
    from person_attributes
    union all
    select
        user_id,
        'extra' as family,
        replace(feature, '=', '_') as name, -- noqa: RF04
        known_on,
        cast(known_on as timestamp) as stated_at,
        value as number, -- noqa: RF04
        cast(null as text) as category
    from extra_features
),

-- the last one of a day; the content decides between those of the same time
last_of_day as (
    select *
    from stated
    qualify row_number() over (
        partition by user_id, family, name, known_on
        order by stated_at desc nulls last, number desc nulls last, category desc nulls last
    ) = 1
),

spans as (
    select
        *,
        coalesce(
            lead(known_on) over (partition by user_id, family, name order by known_on),
            {{ last_of_days() }}
        ) as until_day
    from last_of_day
),

valued as (
    select
        persons.person_key,
        spans.family,
        spans.name,
        case when not coalesce(isfinite(spans.number), false) then spans.category end as category,
        spans.known_on,
        spans.until_day,
        case
            when isfinite(spans.number) then spans.number
            when spans.category is not null then 1
        end as value -- noqa: RF04
    from spans
    inner join persons on spans.user_id = persons.person_id
),

-- nothing and zero end what was before, and are not stored, nor is what begins after all days
final as (
    select
        person_key,
        family || ':' || name || coalesce('=' || category, '') as feature,
        family,
        name,
        category,
        known_on,
        until_day,
        value
    from valued
    where value != 0 and until_day > known_on
    order by person_key, feature, known_on
)

select * from final
