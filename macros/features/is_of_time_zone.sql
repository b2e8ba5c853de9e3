{#
    The condition on which a row of daily activity is by the weekdays and day parts of today's time_zone.

        where {{ is_of_time_zone(ref('int_owned_audiences__interaction_dimensions')) }}
#}
{% macro is_of_time_zone(interaction_dimensions) -%}
    dimension_key not in (
        select dimensions.dimension_key from {{ interaction_dimensions }} as dimensions
        where dimensions.time_zone != '{{ var("time_zone") }}'
    )
{%- endmacro %}
