-- One row per audience and eligible person, as of the current as_of.
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
),

segment_events as (
    select * from {{ ref('owned_audiences__segment_events') }}
),

scorecards as (
    select
        model_version,
        feature,
        bin,
        meaning
    from {{ ref('owned_audiences__scorecards') }}
    where model_version in (select current.model_version from audiences as current)
),
{%- if var('consents') %}

engageable as (
    select distinct propensities.person_key
    from propensities
    {{ with_consent('propensities', 'engagement') }}
),
{%- endif %}

scored as (
    select
        propensities.*,
        case
            when propensities.days_since_desired_action <= audiences.cooldown_days
                then replace(
                    'did it ' || propensities.days_since_desired_action || ' days ago',
                    'it 1 days ago', 'it yesterday'
                )
            {%- if var('consents') %}
            when engageable.person_key is null then 'no consent for engagement'
            {%- endif %}
        end as suppressed_because
    from propensities
    inner join audiences on propensities.audience = audiences.audience
    {%- if var('consents') %}
    left join engageable on propensities.person_key = engageable.person_key
    {%- endif %}
),

entries as (
    select
        audience,
        person_id,
        max(as_of) filter (where event = 'entered') as entered_on
    from segment_events
    group by audience, person_id
),

final as (
    select
        scored.audience,
        scored.as_of,
        scored.person_id,
        scored.model_version,
        case when scored.tier != 'rest' then entries.entered_on end as entered_on,
        scored.tier,
        scored.propensity,
        scored.percentile,
        scored.points,
        {% for i in [1, 2, 3] -%}
        reason_{{ i }}.meaning as reason_{{ i }},
        scored.reason_{{ i }}_points,
        {% endfor -%}
        scored.suppressed_because is not null as is_suppressed,
        scored.suppressed_because
    from scored
    left join entries
        on
            scored.audience = entries.audience
            and scored.person_id = entries.person_id
    {% for i in [1, 2, 3] -%}
    left join scorecards as reason_{{ i }}
        on
            scored.model_version = reason_{{ i }}.model_version
            and scored.reason_{{ i }} = reason_{{ i }}.feature
            and scored.reason_{{ i }}_bin = reason_{{ i }}.bin
    {% endfor %}
)

select * from final
