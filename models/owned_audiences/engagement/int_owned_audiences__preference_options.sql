-- One row per audience, dimension and category in which its people may be engaged. Topics are those
-- of the audience's desired action, where that has any.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

-- of a dimension with one category there is nothing to choose
overall_preferences as (
    select *
    from {{ ref('int_owned_audiences__overall_preferences') }}
    qualify count(*) over (partition by dimension) > 1
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

interaction_dimensions as (
    select * from {{ ref('int_owned_audiences__interaction_dimensions') }}
),

action_topics as (
    select distinct
        desired_actions.audience,
        interaction_dimensions.topic
    from desired_actions
    inner join interaction_dimensions
        on desired_actions.dimension_key = interaction_dimensions.dimension_key
    inner join audiences on desired_actions.audience = audiences.audience
    where
        interaction_dimensions.topic is not null
        and desired_actions.known_on < audiences.as_of
),

final as (
    select
        audiences.audience,
        overall_preferences.dimension,
        overall_preferences.category,
        overall_preferences.share,
        overall_preferences.prior_days,
        overall_preferences.is_personal,
        row_number() over (
            partition by audiences.audience, overall_preferences.dimension
            order by overall_preferences.share desc, overall_preferences.category asc
        ) as option_rank
    from audiences
    cross join overall_preferences
    where
        overall_preferences.dimension != 'topic'
        or overall_preferences.category in (
            select action_topics.topic from action_topics
            where action_topics.audience = audiences.audience
        )
        or audiences.audience not in (select action_topics.audience from action_topics)
)

select * from final
