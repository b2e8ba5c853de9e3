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
    The condition on which a row is of a kind, `right`; a missing channel or topic is one, too.
    Weekday and day part are those of today's time_zone.
#}
{% macro same_kind(left, right) -%}
    {% for column in ['interaction_type', 'channel', 'topic', 'weekday', 'day_part'] -%}
    {{ left }}.{{ column }} is not distinct from {{ right }}.{{ column }} and {% endfor -%}
    {{ right }}.time_zone = '{{ var("time_zone") }}'
{%- endmacro %}


{# The condition on which a row of daily activity is by the weekdays and day parts of today's time_zone. #}
{% macro is_of_time_zone(interaction_kinds) -%}
    kind_key not in (
        select kinds.kind_key from {{ interaction_kinds }} as kinds
        where kinds.time_zone != '{{ var("time_zone") }}'
    )
{%- endmacro %}
