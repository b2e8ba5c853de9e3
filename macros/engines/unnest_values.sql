{#
    In a select list: one row for each of the expressions (those that are null included).

        {{ unnest_values(["case when a > 1 then 'x' end", "case when b > 1 then 'y' end"]) }}
#}
{% macro unnest_values(expressions) %}
    {{- return(adapter.dispatch('unnest_values', 'owned_audiences')(expressions)) -}}
{% endmacro %}


{% macro default__unnest_values(expressions) %}
    {{- owned_audiences.not_supported('unnest_values') -}}
{% endmacro %}


{% macro duckdb__unnest_values(expressions) -%}
    unnest([
        {% for expression in expressions -%}
        {{ expression }}{{ ',' if not loop.last }}
        {% endfor -%}
    ])
{%- endmacro %}
