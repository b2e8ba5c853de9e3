{#
    The time in UTC at which the statement runs.

        {{ utc_now() }}  ->  timezone('UTC', current_timestamp)
#}
{% macro utc_now() %}
    {{- return(adapter.dispatch('utc_now', 'owned_audiences')()) -}}
{% endmacro %}


{% macro default__utc_now() %}
    {{- owned_audiences.not_supported('utc_now') -}}
{% endmacro %}


{% macro duckdb__utc_now() -%}
    timezone('UTC', current_timestamp)
{%- endmacro %}
