{# When, where and about what to engage: the dimensions of the engagement plan. #}
{% macro engagement_dimensions() %}
    {{- return(['weekday', 'day_part', 'channel', 'topic']) -}}
{% endmacro %}


{# A category of a dimension in words: 'Monday', '18:00 to 21:00'; channels and topics as they are. #}
{% macro category_label(dimension, expression) -%}
    {%- if dimension == 'weekday' -%}
        case {{ expression }}
            {% for name in ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] -%}
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
