{#
    A category of a dimension in words: 'Monday', '18:00 to 21:00'; channels and topics as they are.

        {{ category_label('weekday', 'category') }}  ->  case category when '1' then 'Monday' … end
#}
{% macro category_label(dimension, expression) -%}
    {%- if dimension == 'weekday' -%}
        case {{ expression }}
            {% for name in weekday_names() -%}
            when '{{ loop.index }}' then '{{ name }}'
            {% endfor -%}
        end
    {%- elif dimension == 'day_part' -%}
        case {{ expression }}
            {% for part in range(8) -%}
            when '{{ part }}' then '{{ '%02d' | format(3 * part) }}:00 to {{ '%02d' | format(3 * part + 3) }}:00'
            {% endfor -%}
        end
    {%- else -%}
        {{ expression }}
    {%- endif -%}
{%- endmacro %}
