{#
    The condition on which a row of daily activity is by the weekdays and day parts of today's time_zone.

        where {{ is_of_time_zone(ref('int_owned_audiences__interaction_kinds')) }}
#}
{% macro is_of_time_zone(interaction_kinds) -%}
    kind_key not in (
        select kinds.kind_key from {{ interaction_kinds }} as kinds
        where kinds.time_zone != '{{ var("time_zone") }}'
    )
{%- endmacro %}
