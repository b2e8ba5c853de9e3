{#
    A value as JSON: a text in quotation marks, a number as it is; of null it is null.

        {{ json_text('tier') }}  ->  cast(to_json(tier) as varchar)
#}
{% macro json_text(value) %}
    {{- return(adapter.dispatch('json_text', 'owned_audiences')(value)) -}}
{% endmacro %}


{% macro default__json_text(value) %}
    {{- owned_audiences.not_supported('json_text') -}}
{% endmacro %}


{% macro duckdb__json_text(value) -%}
    cast(to_json({{ value }}) as varchar)
{%- endmacro %}
