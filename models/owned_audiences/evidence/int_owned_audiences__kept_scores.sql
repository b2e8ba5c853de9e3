-- One row per audience, as_of and person of the kept propensities of earlier dates. What a run left
-- that did not come to its end is not among them.
{{ config(materialized='ephemeral') }}
{% set kept = previous_relation('owned_audiences__propensity_scores') %}
with kept as (
    {{ kept_rows(kept, {
        'audience': 'text', 'audience_version': 'text', 'as_of': 'date', 'person_id': 'text',
        'window_ends_on': 'date', 'model_version': 'text', 'propensity': 'double',
        'percentile': 'double', 'tier': 'text',
    }) }}
),

final as (
    select
        kept.audience,
        kept.audience_version,
        kept.as_of,
        kept.person_id,
        kept.window_ends_on,
        kept.model_version,
        kept.propensity,
        kept.percentile,
        kept.tier
    from kept
    where kept.propensity is not null
)

select * from final
