-- Tables that are not of the package, but have a name like its own, in which something of an erased
-- person is left: copies, perhaps. The package never changes them; it says which they are.
-- depends_on: {{ ref('int_owned_audiences__erased') }}
-- depends_on: {{ ref('owned_audiences__engagement_plan') }}
-- depends_on: {{ ref('owned_audiences__contact_list') }}
-- depends_on: {{ ref('owned_audiences__contact_exclusions') }}
{{ config(severity='warn') }}
{#- outside the condition: dbt must see the reference when it parses #}
{% set erasure_requests = var('erasure_requests') %}
{% set stored = stored_relations() if execute and erasure_requests else [] %}
{% set others = stored | rejectattr('is_ours') | selectattr('relation.type', 'equalto', 'table') %}
{% set query = erased_rows_found(others) %}
{%- if stored and flags.WHICH in ['build', 'test'] -%}
    {%- for row in run_query(query).rows -%}
        {%- do print(row[0] ~ ' holds rows of erased people and is ' ~ row[2] ~ '.') -%}
    {%- endfor -%}
{%- endif -%}
{{ query }}
