{#
    In a select list: one row for each of the expressions (those that are null included).

        {{ one_row_each(["case when a > 1 then 'x' end", "case when b > 1 then 'y' end"]) }}
#}
{% macro one_row_each(expressions) %}
    {{- return(adapter.dispatch('one_row_each', 'owned_audiences')(expressions)) -}}
{% endmacro %}


{% macro default__one_row_each(expressions) -%}
    unnest([
        {% for expression in expressions -%}
        {{ expression }}{{ ',' if not loop.last }}
        {% endfor -%}
    ])
{%- endmacro %}
