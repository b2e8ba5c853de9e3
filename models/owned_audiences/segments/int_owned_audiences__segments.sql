-- One row per audience and eligible person, as of the current as_of.
{% set reasons = ['reason_1', 'reason_2', 'reason_3', 'reason_against'] %}
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

suppressions as (
    select * from {{ ref('int_owned_audiences__suppressions') }}
),

scorecards as (
    select
        model_version,
        feature,
        bin,
        label
    from {{ ref('int_owned_audiences__scorecards') }}
    where model_version in (select current.model_version from audiences as current)
),

events as (
    select
        audience,
        audience_version,
        as_of,
        person_id,
        event
    from {{ ref('int_owned_audiences__kept_events') }}
    union all
    select
        audience,
        audience_version,
        as_of,
        person_id,
        event
    from {{ ref('int_owned_audiences__segment_events') }}
),

entries as (
    select
        events.audience,
        events.person_id,
        max(events.as_of) as entered_on
    from events
    inner join audiences
        on
            events.audience = audiences.audience
            and events.audience_version = audiences.audience_version
    where events.event = 'entered'
    group by events.audience, events.person_id
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
        propensities.propensity * propensities.actor_value as expected_value,
        propensities.propensity * propensities.actor_value_error as expected_value_error,
        propensities.points,
        {% for reason in reasons -%}
        {{ reason }}.label as {{ reason }},
        propensities.{{ reason }}_points,
        {% endfor -%}
        suppressions.person_id is not null as is_suppressed,
        suppressions.suppression_reason
    from propensities
    left join suppressions
        on
            propensities.audience = suppressions.audience
            and propensities.person_id = suppressions.person_id
    left join entries
        on
            propensities.audience = entries.audience
            and propensities.person_id = entries.person_id
    {% for reason in reasons -%}
    left join scorecards as {{ reason }}
        on
            propensities.model_version = {{ reason }}.model_version
            and propensities.{{ reason }} = {{ reason }}.feature
            and propensities.{{ reason }}_bin = {{ reason }}.bin
    {% endfor %}
)

select * from final
