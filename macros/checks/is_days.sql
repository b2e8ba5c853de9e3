{#
    Whether a value is a sensible number of days: ten years are the most, so that no date runs off the
    calendar.

        {{ is_days(30, 1) }}  ->  true
#}
{% macro is_days(value, least) %}
    {{- return(value is integer and value >= least and value <= 3650) -}}
{% endmacro %}
