{# The time at which the run started, in UTC: what is after it is in the future. #}
{% macro run_time() -%}
    timestamp '{{ run_started_at.strftime('%Y-%m-%d %H:%M:%S') }}'
{%- endmacro %}
