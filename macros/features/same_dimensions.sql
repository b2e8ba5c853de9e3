{#
    The condition on which a row is of an interaction dimension, `right`; a missing channel or topic is one, too.
    Weekday and day part are those of today's time_zone.

        inner join interaction_dimensions on {{ same_dimensions('interactions', 'interaction_dimensions') }}
#}
{% macro same_dimensions(left, right) -%}
    {% for column in ['interaction_type', 'channel', 'topic', 'weekday', 'day_part'] -%}
    {{ left }}.{{ column }} is not distinct from {{ right }}.{{ column }} and {% endfor -%}
    {{ right }}.time_zone = '{{ var("time_zone") }}'
{%- endmacro %}
