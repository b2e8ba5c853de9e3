-- One row per audience, person in a tier and dimension in which people's own habits predict better
-- than everybody's: the category that is likeliest for the person.
with planned as (
    select
        audience,
        person_key
    from {{ ref('int_owned_audiences__propensities') }}
    where tier != 'rest'
),

counts as (
    select * from {{ ref('int_owned_audiences__engagement_counts') }}
),

options as (
    select * from {{ ref('int_owned_audiences__engagement_options') }}
    where is_personal
),

active_days as (
    select
        person_key,
        dimension,
        sum(days) as days
    from counts
    group by person_key, dimension
),

own_categories as (
    select
        planned.audience,
        planned.person_key,
        counts.dimension,
        options.place,
        (counts.days + options.k * options.share) / (active_days.days + options.k) as share
    from planned
    inner join counts on planned.person_key = counts.person_key
    inner join active_days
        on counts.person_key = active_days.person_key and counts.dimension = active_days.dimension
    inner join options
        on
            planned.audience = options.audience
            and counts.dimension = options.dimension
            and counts.category = options.category
),

-- what most others do may be likelier than anything that the person did
commonest_category as (
    select
        planned.audience,
        planned.person_key,
        options.dimension,
        options.place,
        options.k * options.share / (active_days.days + options.k) as share
    from planned
    inner join active_days on planned.person_key = active_days.person_key
    inner join options
        on
            planned.audience = options.audience
            and active_days.dimension = options.dimension
            and options.place = 1
),

scored as (
    select * from own_categories
    union all
    select * from commonest_category
),

-- of equal shares the commoner category; in one number, as texts in an aggregate take much memory
best as (
    select
        audience,
        person_key,
        dimension,
        max_by(place, cast(round(share * 1e9) as bigint) * 1000000 - place) as place,
        max(share) as share
    from scored
    group by audience, person_key, dimension
),

final as (
    select
        best.audience,
        best.person_key,
        best.dimension,
        options.category,
        best.share
    from best
    inner join options
        on
            best.audience = options.audience
            and best.dimension = options.dimension
            and best.place = options.place
)

select * from final
