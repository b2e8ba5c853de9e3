{#
    A select of a relation in which columns that it may leave out stand as nulls of their type; the
    others pass through. Without a relation, no rows.

        {{ with_columns(ref('events'), {'topic': 'text'}) }}

    renders to
        select cast(null as text) as topic where false
        union all by name
        select * from "db"."schema"."events"
#}
{% macro with_columns(relation, columns) %}
    {{- return(adapter.dispatch('with_columns', 'owned_audiences')(relation, columns)) -}}
{% endmacro %}


{% macro default__with_columns(relation, columns) %}
    {%- if columns %}
    select
        {% for column, type in columns.items() -%}
        cast(null as {{ type }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor -%}
    where false
    {{ 'union all by name' if relation }}
    {%- endif %}
    {%- if relation %}
    select * from {{ relation }}
    {%- endif %}
{% endmacro %}
