-- One row per audience and person in a tier and not suppressed: when, where and about what to
-- engage them; by their own preferences, where those beat the overall ones out of time.
-- noqa: disable=LT02
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
    where tier != 'rest' and not is_suppressed
),

propensities as (
    select
        audience,
        person_id,
        person_key
    from {{ ref('int_owned_audiences__propensities') }}
),

person_preferences as (
    select * from {{ ref('int_owned_audiences__person_preferences') }}
),

commonest as (
    select * from {{ ref('int_owned_audiences__preference_options') }}
    where option_rank = 1
),

personal as (
    select
        audience,
        person_key,
        {{ by_dimension() }}
    from person_preferences
    group by audience, person_key
),

overall as (
    select
        audience,
        {{ by_dimension() }}
    from commonest
    group by audience
),

planned as (
    select
        segments.audience,
        segments.as_of,
        segments.person_id,
        segments.tier,
        segments.propensity,
        segments.percentile,
        segments.expected_value,
        {%- for dimension in engagement_dimensions() %}
        {{ category_label(
            dimension, 'coalesce(personal.' ~ dimension ~ ', overall.' ~ dimension ~ ')'
        ) }} as {{ dimension }},
        coalesce(personal.{{ dimension }}_share, overall.{{ dimension }}_share)
            as {{ dimension }}_share,
        case
            when personal.{{ dimension }} is not null then 'personal'
            when overall.{{ dimension }} is not null then 'global'
            else 'none'
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
    left join overall on segments.audience = overall.audience
),

final as (
    select
        audience,
        as_of,
        person_id,
        tier,
        row_number() over (
            partition by person_id
            order by expected_value desc nulls last, percentile desc, audience asc
        ) as audience_rank,
        propensity,
        expected_value,
        {%- for dimension in engagement_dimensions() %}
        {{ dimension }},
        {{ dimension }}_share,
        {{ dimension }}_basis{{ ',' if not loop.last }}
        {%- endfor %}
    from planned
)

select * from final
