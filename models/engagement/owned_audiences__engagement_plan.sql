-- One row per audience and person in a tier and not suppressed: when, where and about what to
-- engage them; of what they did themselves, where that beat everybody's habit out of time.
-- noqa: disable=LT02
with segments as (
    select * from {{ ref('owned_audiences__segments') }}
    where tier != 'rest' and not is_suppressed
),

propensities as (
    select
        audience,
        person_id,
        person_key
    from {{ ref('int_owned_audiences__propensities') }}
),

counts as (
    select * from {{ ref('int_owned_audiences__engagement_counts') }}
),

shares as (
    select * from {{ ref('int_owned_audiences__engagement_shares') }}
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
),

-- the topics of an audience are those of its desired action, where that has any
action_topics as (
    select distinct
        desired_actions.audience,
        interaction_kinds.topic
    from desired_actions
    inner join interaction_kinds on desired_actions.kind_key = interaction_kinds.kind_key
    inner join audiences on desired_actions.audience = audiences.audience
    where
        interaction_kinds.topic is not null
        and desired_actions.known_on < audiences.as_of
),

choices as (
    select
        audiences.audience,
        shares.*
    from audiences
    cross join shares
    where
        shares.dimension != 'topic'
        or shares.category in (
            select action_topics.topic from action_topics
            where action_topics.audience = audiences.audience
        )
        or audiences.audience not in (select action_topics.audience from action_topics)
),

global_choices as (
    select
        audience,
        dimension,
        max_by(category, (share, category)) as category,
        max(share) as share,
        any_value(k) as k,
        bool_or(is_personal) as is_personal
    from choices
    group by audience, dimension
),

planned as (
    select
        segments.audience,
        segments.person_id,
        propensities.person_key
    from segments
    inner join propensities
        on
            segments.audience = propensities.audience
            and segments.person_id = propensities.person_id
),

active_days as (
    select
        person_key,
        dimension,
        sum(days) as days
    from counts
    group by person_key, dimension
),

personal_scores as (
    select
        planned.audience,
        planned.person_id,
        counts.dimension,
        counts.category,
        choices.share as global_share,
        (counts.days + choices.k * choices.share) / (active_days.days + choices.k) as share
    from planned
    inner join counts on planned.person_key = counts.person_key
    inner join active_days
        on counts.person_key = active_days.person_key and counts.dimension = active_days.dimension
    inner join choices
        on
            planned.audience = choices.audience
            and counts.dimension = choices.dimension
            and counts.category = choices.category
            and choices.is_personal
    union all
    -- what most others do may be likelier than anything that a person did
    select
        planned.audience,
        planned.person_id,
        active_days.dimension,
        global_choices.category,
        global_choices.share as global_share,
        global_choices.k * global_choices.share / (active_days.days + global_choices.k) as share
    from planned
    inner join active_days on planned.person_key = active_days.person_key
    inner join global_choices
        on
            planned.audience = global_choices.audience
            and active_days.dimension = global_choices.dimension
            and global_choices.is_personal
),

personal_choices as (
    select
        audience,
        person_id,
        dimension,
        max_by(category, (share, global_share, category)) as category,
        max(share) as share
    from personal_scores
    group by audience, person_id, dimension
),

chosen as (
    select
        personal_choices.audience,
        personal_choices.person_id,
        {%- for dimension in engagement_dimensions() %}
        max(category) filter (where dimension = '{{ dimension }}') as {{ dimension }},
        max(share) filter (where dimension = '{{ dimension }}') as {{ dimension }}_share
        {{- ',' if not loop.last }}
        {%- endfor %}
    from personal_choices
    group by personal_choices.audience, personal_choices.person_id
),

final as (
    select
        segments.audience,
        segments.as_of,
        segments.person_id,
        segments.tier,
        segments.propensity,
        {%- for dimension in engagement_dimensions() %}
        {{ category_label(
            dimension, 'coalesce(chosen.' ~ dimension ~ ', global_' ~ dimension ~ '.category)'
        ) }} as {{ dimension }},
        coalesce(chosen.{{ dimension }}_share, global_{{ dimension }}.share)
            as {{ dimension }}_share,
        case
            when chosen.{{ dimension }} is not null then 'personal'
            when global_{{ dimension }}.category is not null then 'global'
        end as {{ dimension }}_basis{{ ',' if not loop.last }}
        {%- endfor %}
    from segments
    left join chosen
        on segments.audience = chosen.audience and segments.person_id = chosen.person_id
    {% for dimension in engagement_dimensions() -%}
    left join global_choices as global_{{ dimension }}
        on
            segments.audience = global_{{ dimension }}.audience
            and global_{{ dimension }}.dimension = '{{ dimension }}'
    {% endfor %}
)

select * from final
