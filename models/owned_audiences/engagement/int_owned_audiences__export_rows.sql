-- One row per export and row that it would send as of the current as_of: the contact points of a
-- person as its destination wants them, and what else it says of them.
-- depends_on: {{ ref('int_owned_audiences__export_people') }}
-- depends_on: {{ ref('int_owned_audiences__export_contacts') }}
-- depends_on: {{ ref('int_owned_audiences__shared_contact_points') }}
-- depends_on: {{ ref('int_owned_audiences__current_observations') }}
-- depends_on: {{ ref('int_owned_audiences__suppressions') }}
-- depends_on: {{ ref('int_owned_audiences__persons') }}
-- depends_on: {{ ref('int_owned_audiences__as_of') }}
{#- outside the loop: dbt must see the reference when it parses #}
{% set consents = ref('int_owned_audiences__consents') if var('consents') %}
{% for export in exports() -%}
select * from ({{ export_query(export) }}) as rows_of_export
{{ 'union all' if not loop.last }}
{% else -%}
{{ add_missing_columns(none, export_row_types()) }}
{% endfor %}
