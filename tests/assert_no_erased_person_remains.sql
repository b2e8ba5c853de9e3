-- Relations of the package, whatever the warehouse holds of it, in which something of an erased
-- person is left.
-- depends_on: {{ ref('int_owned_audiences__erased') }}
-- depends_on: {{ ref('int_owned_audiences__identifiers') }}
-- depends_on: {{ ref('owned_audiences__engagement_plan') }}
-- depends_on: {{ ref('owned_audiences__contact_list') }}
-- depends_on: {{ ref('owned_audiences__contact_exclusions') }}
-- depends_on: {{ ref('owned_audiences__segment_history') }}
-- depends_on: {{ ref('owned_audiences__propensity_scores') }}
{#- outside the condition: dbt must see the reference when it parses #}
{% set erasure_requests = var('erasure_requests') %}
{% set stored = stored_relations() if execute and erasure_requests else [] %}
{{ erased_rows_found(stored | selectattr('is_ours')) }}
