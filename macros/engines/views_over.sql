{#
    The names of views in the schema of a table that begin with a text and read the table, as a list.

        {{ views_over(this, 'owned_audiences__export_') }}  ->  ['owned_audiences__export_buyers']
#}
{% macro views_over(table, beginning) %}
    {{- return(adapter.dispatch('views_over', 'owned_audiences')(table, beginning)) -}}
{% endmacro %}


{% macro default__views_over(table, beginning) %}
    {{- owned_audiences.not_supported('views_over') -}}
{% endmacro %}


{% macro duckdb__views_over(table, beginning) %}
    {{- return(run_query(
        "select view_name from duckdb_views() where database_name = '" ~ table.database ~ "' and schema_name = '"
        ~ table.schema ~ "' and starts_with(view_name, '" ~ beginning ~ "') and contains(sql, '" ~ table.identifier ~ "')"
    ).columns[0].values() | list) -}}
{% endmacro %}
