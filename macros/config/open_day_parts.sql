{#
    The day parts, 0 to 7, without an hour from one until another; from a later hour until an earlier one
    goes over midnight. All of them where the hours are no numbers.

        {{ open_day_parts(20, 9) }}  ->  [3, 4, 5]
#}
{% macro open_day_parts(start, stop) %}
    {%- set hours, parts = [], [] -%}
    {%- for hour in range(24) if start is integer and stop is integer -%}
        {%- if ((start <= hour and hour < stop) if start < stop else (hour >= start or hour < stop)) -%}
            {%- do hours.append(hour) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for part in range(8) if not range(3 * part, 3 * part + 3) | select('in', hours) | list -%}
        {%- do parts.append(part) -%}
    {%- endfor -%}
    {{- return(parts) -}}
{% endmacro %}
