{#
    A UTC timestamp as a clock in the setting time_zone shows it.

        {{ local_timestamp('occurred_at') }}  ->  timezone('Europe/Berlin', timezone('UTC', occurred_at))
#}
{% macro local_timestamp(column) %}
    {%- if var('time_zone') == 'UTC' -%}{{ return(column) }}{%- endif -%}
    {{- return(adapter.dispatch('local_timestamp', 'owned_audiences')(column)) -}}
{% endmacro %}


{% macro default__local_timestamp(column) %}
    {{- owned_audiences.not_supported('local_timestamp') -}}
{% endmacro %}


{% macro duckdb__local_timestamp(column) -%}
    timezone('{{ var("time_zone") }}', timezone('UTC', {{ column }}))
{%- endmacro %}
