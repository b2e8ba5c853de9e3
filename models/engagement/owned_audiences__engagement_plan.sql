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

choices as (
    select * from {{ ref('int_owned_audiences__engagement_choices') }}
),

commonest as (
    select * from {{ ref('int_owned_audiences__engagement_options') }}
    where place = 1
),

personal as (
    select
        audience,
        person_key,
        {%- for dimension in engagement_dimensions() %}
        max(category) filter (where dimension = '{{ dimension }}') as {{ dimension }},
        max(share) filter (where dimension = '{{ dimension }}') as {{ dimension }}_share
        {{- ',' if not loop.last }}
        {%- endfor %}
    from choices
    group by audience, person_key
),

everybody as (
    select
        audience,
        {%- for dimension in engagement_dimensions() %}
        max(category) filter (where dimension = '{{ dimension }}') as {{ dimension }},
        max(share) filter (where dimension = '{{ dimension }}') as {{ dimension }}_share
        {{- ',' if not loop.last }}
        {%- endfor %}
    from commonest
    group by audience
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
            dimension, 'coalesce(personal.' ~ dimension ~ ', everybody.' ~ dimension ~ ')'
        ) }} as {{ dimension }},
        coalesce(personal.{{ dimension }}_share, everybody.{{ dimension }}_share)
            as {{ dimension }}_share,
        case
            when personal.{{ dimension }} is not null then 'personal'
            when everybody.{{ dimension }} is not null then 'global'
        end as {{ dimension }}_basis{{ ',' if not loop.last }}
        {%- endfor %}
    from segments
    inner join propensities
        on
            segments.audience = propensities.audience
            and segments.person_id = propensities.person_id
    left join personal
        on
            propensities.audience = personal.audience
            and propensities.person_key = personal.person_key
    left join everybody on segments.audience = everybody.audience
)

select * from final
