{# The time in UTC at which the statement runs. #}
{% macro utc_now() %}
    {{- return(adapter.dispatch('utc_now', 'owned_audiences')()) -}}
{% endmacro %}


{% macro default__utc_now() -%}
    timezone('UTC', current_timestamp)
{%- endmacro %}
