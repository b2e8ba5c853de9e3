{#
    Every relation in some databases, from the catalog, as rows of database, schema, name and type, with
    those of the given columns that it has and their types, a row each; without any, one row of nulls.

        {% for database, schema, name, type, column, data_type in catalog_columns(['shop'], ['user_id']) %}
#}
{% macro catalog_columns(databases, columns) %}
    {{- return(adapter.dispatch('catalog_columns', 'owned_audiences')(databases, columns)) -}}
{% endmacro %}


{% macro default__catalog_columns(databases, columns) %}
    {{- owned_audiences.not_supported('catalog_columns') -}}
{% endmacro %}


{% macro duckdb__catalog_columns(databases, columns) %}
    {{- return(run_query(
        "select tables.table_catalog, tables.table_schema, tables.table_name, tables.table_type, "
        ~ "lower(columns.column_name), lower(columns.data_type) from system.information_schema.tables as tables "
        ~ "left join system.information_schema.columns as columns "
        ~ "on tables.table_catalog = columns.table_catalog and tables.table_schema = columns.table_schema "
        ~ "and tables.table_name = columns.table_name and lower(columns.column_name) in ('" ~ columns | join("', '") ~ "') "
        ~ "where lower(tables.table_catalog) in ('" ~ databases | map('lower') | unique | join("', '") ~ "') order by 1, 2, 3"
    ).rows) -}}
{% endmacro %}
