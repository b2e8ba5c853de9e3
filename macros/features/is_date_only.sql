{#
    Whether a UTC timestamp is a date without a time: midnight to the microsecond.

        {{ is_date_only('occurred_at') }}  ->  occurred_at = cast(cast(occurred_at as date) as timestamp)
#}
{% macro is_date_only(column) -%}
    {{ column }} = cast(cast({{ column }} as date) as timestamp)
{%- endmacro %}
