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
        propensities.audience,
        propensities.as_of,
        propensities.person_id,
        propensities.model_version,
        case when propensities.tier != 'rest' then entries.entered_on end as entered_on,
        propensities.tier,
        propensities.propensity,
        propensities.percentile,
        propensities.points,
        {% for i in [1, 2, 3] -%}
        reason_{{ i }}.meaning as reason_{{ i }},
        propensities.reason_{{ i }}_points,
        {% endfor -%}
        coalesce(propensities.days_since_desired_action <= audiences.cooldown_days, false)
            as is_suppressed,
        case
            when propensities.days_since_desired_action <= audiences.cooldown_days
                then 'did it ' || propensities.days_since_desired_action || ' days ago'
        end as suppressed_because
    from propensities
    inner join audiences on propensities.audience = audiences.audience
    left join entries
        on
            propensities.audience = entries.audience
            and propensities.person_id = entries.person_id
    {% for i in [1, 2, 3] -%}
    left join scorecards as reason_{{ i }}
        on
            propensities.model_version = reason_{{ i }}.model_version
            and propensities.reason_{{ i }} = reason_{{ i }}.feature
            and propensities.reason_{{ i }}_bin = reason_{{ i }}.bin
    {% endfor %}
)

select * from final
