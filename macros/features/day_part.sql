{#
    The day part of a UTC timestamp, 0 to 7, of three hours each, on the clock of the setting time_zone;
    null of a date without a time.

        {{ day_part('occurred_at') }} as day_part
#}
{% macro day_part(column) -%}
    case
        when not {{ is_date_only(column) }}
            then cast(floor(extract(hour from {{ local_timestamp(column) }}) / 3) as tinyint)
    end
{%- endmacro %}
