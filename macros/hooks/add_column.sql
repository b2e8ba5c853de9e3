{#
    The hook that gives a table of an earlier version a column that it lacks. It runs before the
    transaction of its model: DuckDB cannot commit a delete and an added column of one table together.

        pre_hook=[{'sql': "{{ add_column('audience_version', 'text') }}", 'transaction': false}, …]
#}
{% macro add_column(column, type) -%}
    {%- if is_building() and is_incremental() -%}
    alter table {{ this }} add column if not exists {{ column }} {{ type }}
    {%- endif -%}
{%- endmacro %}
