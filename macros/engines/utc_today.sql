{#
    Today's date in UTC, as of when the query runs: a view that holds it does not grow old. What is
    dated after it is in the future.

        {{ utc_today() }}  ->  cast(timezone('UTC', current_timestamp) as date)
#}
{% macro utc_today() -%}
    cast({{ owned_audiences.utc_now() }} as date)
{%- endmacro %}
