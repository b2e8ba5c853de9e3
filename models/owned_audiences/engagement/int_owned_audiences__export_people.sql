-- One row per export and person whom it may send as of the current as_of: in one of its tiers and
-- not suppressed, or suppressed, where it is a suppression list; with consent for its purpose.
-- depends_on: {{ ref('int_owned_audiences__segments') }}
-- depends_on: {{ ref('int_owned_audiences__suppressions') }}
-- depends_on: {{ ref('int_owned_audiences__persons') }}
-- depends_on: {{ ref('int_owned_audiences__as_of') }}
{% set string = dbt.type_string() %}
{% set columns = {
    'export': string, 'destination': string, 'as_of': 'date', 'person_id': string, 'tier': string,
    'percentile': 'double', 'propensity': 'double', 'entered_on': 'date',
} %}
{#- outside the loop: dbt must see the reference when it parses #}
{% set consents = ref('int_owned_audiences__consents') if var('consents') %}
{% for export in exports() -%}
select
    '{{ export.name }}' as export,
    '{{ export.destination }}' as destination,
    as_of,
    person_id,
    {%- if export.suppression %}
    cast(null as {{ dbt.type_string() }}) as tier,
    cast(null as double) as percentile,
    cast(null as double) as propensity,
    cast(null as date) as entered_on
from {{ ref('int_owned_audiences__suppressions') }}
where
    audience = '{{ export.audience }}'
    {%- else %}
    tier,
    percentile,
    propensity,
    entered_on
from {{ ref('int_owned_audiences__segments') }}
where
    audience = '{{ export.audience }}'
    and tier in ('{{ export.tiers | join("', '") }}')
    and not is_suppressed
    {%- endif %}
    and person_id in {{ consenting_persons(export.purpose if export.consent != 'not_required') }}
{{ 'union all' if not loop.last }}
{% else -%}
{{ add_missing_columns(none, columns) }}
{% endfor %}
