{#
    Weekday (1 Monday to 7 Sunday) and day part (0 to 7, of three hours each) of a UTC timestamp,
    on the clock of the setting time_zone.
#}
{% macro weekday(column) -%}
    cast(isodow({{ local_timestamp(column) }}) as tinyint)
{%- endmacro %}


{% macro day_part(column) -%}
    cast(extract(hour from {{ local_timestamp(column) }}) // 3 as tinyint)
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
