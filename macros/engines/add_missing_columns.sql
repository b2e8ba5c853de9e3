{#
    A select of a relation in which columns that it may leave out stand as nulls of their type; the
    others pass through. Without a relation, no rows. An id keeps the type that it came with, for
    id_text to see.

        {{ add_missing_columns(ref('events'), {'user_id': 'id', 'topic': 'text'}) }}

    renders to
        select null as user_id, cast(null as text) as topic where false
        union all by name
        select * from "db"."schema"."events"
#}
{% macro add_missing_columns(relation, columns) %}
    {{- return(adapter.dispatch('add_missing_columns', 'owned_audiences')(relation, columns)) -}}
{% endmacro %}


{% macro default__add_missing_columns(relation, columns) %}
    {{- owned_audiences.not_supported('add_missing_columns') -}}
{% endmacro %}


{% macro duckdb__add_missing_columns(relation, columns) %}
    {%- if columns %}
    select
        {% for column, type in columns.items() -%}
        {{ 'null' if type == 'id' else 'cast(null as ' ~ type ~ ')' }} as {{ column }}{{ ',' if not loop.last }}
        {% endfor -%}
    where false
    {{ 'union all by name' if relation }}
    {%- endif %}
    {%- if relation %}
    select * from {{ relation }}
    {%- endif %}
{% endmacro %}
