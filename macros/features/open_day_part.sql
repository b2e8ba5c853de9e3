{#
    A day part in words, or the one nearest to it of the same day (the earlier of two) where it is quiet.
    `quiet_parts` are numbers, 0 to 7.

        {{ open_day_part('day_part', [0, 7]) }}
        ->  case day_part when '00:00 to 03:00' then '03:00 to 06:00' … else day_part end
#}
{% macro open_day_part(expression, quiet_parts) -%}
    {%- if not quiet_parts -%}{{ return(expression) }}{%- endif -%}
    case {{ expression }}
        {% for part in quiet_parts -%}
        {%- set nearest = [] -%}
        {%- for distance in range(1, 8) -%}
            {%- for other in [part - distance, part + distance] if 0 <= other <= 7 and other not in quiet_parts -%}
                {%- do nearest.append(other) -%}
            {%- endfor -%}
        {%- endfor -%}
        when {{ category_label('day_part', "'" ~ part ~ "'") }}
            then {{ category_label('day_part', "'" ~ nearest[0] ~ "'") }}
        {% endfor -%}
        else {{ expression }}
    end
{%- endmacro %}
