{#
    A number with its thousands apart, and what is counted, where it is named.

        {{ counted(1234567) }}  ->  1,234,567
        {{ counted(1, 'row') }}  ->  1 row
        {{ counted(2, 'person', 'people') }}  ->  2 people
#}
{% macro counted(number, one=none, several=none) %}
    {%- set noun = one if number | int == 1 else several or (one or '') ~ 's' -%}
    {{- return('{:,}'.format(number | int) ~ (' ' ~ noun if one)) -}}
{% endmacro %}
