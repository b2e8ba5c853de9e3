{#
    Columns of a group-by over rows of a dimension each: the category and its share, side by side.

        select person_key, {{ by_dimension() }} from preferences group by person_key
        ->  max(category) filter (where dimension = 'weekday') as weekday,
            max(share) filter (where dimension = 'weekday') as weekday_share, …
#}
{% macro by_dimension() -%}
    {%- for dimension in engagement_dimensions() -%}
    max(category) filter (where dimension = '{{ dimension }}') as {{ dimension }},
        max(share) filter (where dimension = '{{ dimension }}') as {{ dimension }}_share
    {{- ',\n        ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
