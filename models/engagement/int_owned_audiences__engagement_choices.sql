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
        counts.category,
        options.share as global_share,
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
        options.category,
        options.share as global_share,
        options.k * options.share / (active_days.days + options.k) as share
    from planned
    inner join active_days on planned.person_key = active_days.person_key
    inner join options
        on
            planned.audience = options.audience
            and active_days.dimension = options.dimension
            and options.is_commonest
),

scored as (
    select * from own_categories
    union all
    select * from commonest_category
),

final as (
    select
        audience,
        person_key,
        dimension,
        max_by(category, (share, global_share, category)) as category,
        max(share) as share
    from scored
    group by audience, person_key, dimension
)

select * from final
