-- One row per person active in the last year who consented to engagement, and dimension: the
-- category of most of their interactions, and its share of those that have one.
{% set dimensions = engagement_dimensions() %}
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

-- two passes over activity: there are many topics, and few of the others together
moments as (
    select
        activity.person_key,
        dimension_keys.weekday,
        dimension_keys.day_part,
        dimension_keys.channel,
        sum(activity.interactions) as interactions
    from {{ ref('int_owned_audiences__recent_activity') }} as activity
    inner join dimension_keys on activity.dimension_key = dimension_keys.dimension_key
    group by 1, 2, 3, 4
),

topics as (
    select
        activity.person_key,
        dimension_keys.topic,
        sum(activity.interactions) as interactions
    from {{ ref('int_owned_audiences__recent_activity') }} as activity
    inner join dimension_keys on activity.dimension_key = dimension_keys.dimension_key
    group by 1, 2
),

counts as (
    {%- for dimension in dimensions %}
    select
        person_key,
        '{{ dimension }}' as dimension,
        cast({{ dimension }} as integer) as category_key,
        sum(interactions) as interactions
    from {{ 'topics' if dimension == 'topic' else 'moments' }}
    where {{ dimension }} is not null
    group by 1, 2, 3
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- of equally many, the first in the order of weekdays, day parts and letters
favorites as (
    select
        *,
        interactions
        / sum(interactions) over (partition by person_key, dimension) as share
    from counts
    qualify row_number() over (
        partition by person_key, dimension
        order by interactions desc, category_key asc
    ) = 1
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
