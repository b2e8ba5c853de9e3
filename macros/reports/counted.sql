{#
    A number with its thousands apart.

        {{ counted(1234567) }}  ->  1,234,567
#}
{% macro counted(number) %}
    {{- return('{:,}'.format(number | int)) -}}
{% endmacro %}
