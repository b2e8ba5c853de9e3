{#
    The weekday of a date or timestamp as a number, 1 Monday to 7 Sunday.

        {{ iso_weekday('day') }}  ->  isodow(day)
#}
{% macro iso_weekday(expression) %}
    {{- return(adapter.dispatch('iso_weekday', 'owned_audiences')(expression)) -}}
{% endmacro %}


{% macro default__iso_weekday(expression) %}
    {{- owned_audiences.not_supported('iso_weekday') -}}
{% endmacro %}


{% macro duckdb__iso_weekday(expression) -%}
    isodow({{ expression }})
{%- endmacro %}
