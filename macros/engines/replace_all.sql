{#
    A text in which every match of a regular expression is replaced.

        {{ replace_all('phone', '[().]', '') }}  ->  regexp_replace(phone, '[().]', '', 'g')
#}
{% macro replace_all(text, pattern, replacement) %}
    {{- return(adapter.dispatch('replace_all', 'owned_audiences')(text, pattern, replacement)) -}}
{% endmacro %}


{% macro default__replace_all(text, pattern, replacement) %}
    {{- owned_audiences.not_supported('replace_all') -}}
{% endmacro %}


{% macro duckdb__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}
