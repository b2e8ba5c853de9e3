-- One row per person active in the last year who consented to engagement, and dimension: the
-- category of most of their interactions, and its share of those that have one.
with observations as (
    select distinct observations.person_key
    from {{ ref('int_owned_audiences__current_observations') }} as observations
    {{ with_consent('observations', 'engagement') }}
),

-- small keys group faster than texts
dimension_keys as (
    select
        interaction_dimensions.dimension_key,
        interaction_dimensions.weekday,
        interaction_dimensions.day_part,
        case when interaction_dimensions.channel is not null then category_keys.channel_key end
            as channel,
        case when interaction_dimensions.topic is not null then category_keys.topic_key end
            as topic
    from {{ ref('int_owned_audiences__interaction_dimensions') }} as interaction_dimensions
    inner join {{ ref('int_owned_audiences__category_keys') }} as category_keys
        on interaction_dimensions.dimension_key = category_keys.dimension_key
),

names as (
    select distinct
        'channel' as dimension,
        channel_key as category_key,
        channel as category
    from {{ ref('int_owned_audiences__category_keys') }}
    union all
    select distinct
        'topic' as dimension,
        topic_key as category_key,
        topic as category
    from {{ ref('int_owned_audiences__category_keys') }}
),

-- of equally many, the first in the order of weekdays, day parts and letters; a group-by each, as a
-- window over all of them takes twice the time
favorites as (
    {%- for dimension in engagement_dimensions() %}
    select
        person_key,
        '{{ dimension }}' as dimension,
        max_by(category_key, interactions * 1000000 - category_key) as category_key,
        max(interactions) / sum(interactions) as share
    from (
        select
            activity.person_key,
            cast(dimension_keys.{{ dimension }} as integer) as category_key,
            cast(sum(activity.interactions) as bigint) as interactions
        from {{ ref('int_owned_audiences__recent_activity') }} as activity
        inner join dimension_keys on activity.dimension_key = dimension_keys.dimension_key
        where dimension_keys.{{ dimension }} is not null
        group by activity.person_key, dimension_keys.{{ dimension }}
    ) as counts
    group by person_key
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        favorites.person_key,
        favorites.dimension,
        coalesce(names.category, cast(favorites.category_key as {{ dbt.type_string() }}))
            as category,
        cast(favorites.share as double) as share
    from favorites
    inner join observations on favorites.person_key = observations.person_key
    left join names
        on favorites.dimension = names.dimension and favorites.category_key = names.category_key
)

select * from final
