{#
    Weekday (1 Monday to 7 Sunday) and day part (0 to 7, of three hours each) of a UTC timestamp, on
    the clock of the setting time_zone. Midnight in UTC to the microsecond is a date without a time: its
    weekday is that of the date itself, and it has no day part.
#}
{% macro weekday(column) -%}
    cast(isodow(
        case when {{ is_date_only(column) }} then {{ column }} else {{ local_timestamp(column) }} end
    ) as tinyint)
{%- endmacro %}


{% macro day_part(column) -%}
    case
        when not {{ is_date_only(column) }}
            then cast(extract(hour from {{ local_timestamp(column) }}) // 3 as tinyint)
    end
{%- endmacro %}


{# Whether a timestamp is a date without a time. #}
{% macro is_date_only(column) -%}
    {{ column }} = cast(cast({{ column }} as date) as timestamp)
{%- endmacro %}


{#
    Whether a row, `left`, has the interaction dimensions of a row of that table, `right`; a missing
    channel or topic is a value like others. Weekday and day part are those of the current time_zone.
#}
{% macro same_dimensions(left, right) -%}
    {% for column in ['interaction_type', 'channel', 'topic', 'weekday', 'day_part'] -%}
    {{ left }}.{{ column }} is not distinct from {{ right }}.{{ column }} and {% endfor -%}
    {{ right }}.time_zone = '{{ var("time_zone") }}'
{%- endmacro %}


{# Whether the weekday and day part of a row of daily activity are those of the current time_zone. #}
{% macro is_of_time_zone(interaction_dimensions) -%}
    dimension_key not in (
        select dimensions.dimension_key from {{ interaction_dimensions }} as dimensions
        where dimensions.time_zone != '{{ var("time_zone") }}'
    )
{%- endmacro %}
