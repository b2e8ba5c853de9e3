{#
    The time at which the run started, in UTC, for what is written once and kept. A view must not hold
    it: see utc_today.

        {{ run_time() }}  ->  timestamp '2025-12-31 06:00:00'
#}
{% macro run_time() -%}
    timestamp '{{ run_started_at.strftime('%Y-%m-%d %H:%M:%S') }}'
{%- endmacro %}
