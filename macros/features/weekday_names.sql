{#
    The names of weekdays, Monday first.

        {{ weekday_names()[0] }}  ->  Monday
#}
{% macro weekday_names() %}
    {{- return(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) -}}
{% endmacro %}
