{#
    In a select list: one row for each part of a text.

        {{ unnest_text('reasons', '; ') }}  ->  unnest(string_split(reasons, '; '))
#}
{% macro unnest_text(text, separator) %}
    {{- return(adapter.dispatch('unnest_text', 'owned_audiences')(text, separator)) -}}
{% endmacro %}


{% macro default__unnest_text(text, separator) %}
    {{- owned_audiences.not_supported('unnest_text') -}}
{% endmacro %}


{% macro duckdb__unnest_text(text, separator) -%}
    unnest(string_split({{ text }}, '{{ separator }}'))
{%- endmacro %}
