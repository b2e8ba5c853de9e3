-- One row per audience, as_of and person of the kept segment events of earlier dates. What a run
-- left that did not come to its end is not among them.
{{ config(materialized='ephemeral') }}
{% set kept = previous_relation('owned_audiences__segment_events') %}
with audiences as (
    select
        audience,
        audience_version
    from {{ ref('int_owned_audiences__audiences') }}
),

kept as (
    {{ kept_rows(kept, {
        'audience': 'text', 'audience_version': 'text', 'as_of': 'date', 'person_id': 'text',
        'event': 'text', 'tier': 'text',
    }) }}
),

final as (
    select
        kept.audience,
        -- version 0.2.0 did not write it
        coalesce(kept.audience_version, audiences.audience_version, '') as audience_version,
        kept.as_of,
        kept.person_id,
        kept.event,
        kept.tier
    from kept
    left join audiences on kept.audience = audiences.audience
)

select * from final
