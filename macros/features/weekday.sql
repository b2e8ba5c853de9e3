{#
    The weekday of a UTC timestamp, 1 Monday to 7 Sunday, on the clock of the setting time_zone; of a date
    without a time, that of the date itself.

        {{ weekday('occurred_at') }} as weekday
#}
{% macro weekday(column) -%}
    {%- set clock -%}
    case when {{ is_date_only(column) }} then {{ column }} else {{ local_timestamp(column) }} end
    {%- endset -%}
    cast({{ iso_weekday(clock) }} as tinyint)
{%- endmacro %}
