{#
    The columns of a row of an export, types by name.

        {{ export_row_types().row_key }}  ->  string
#}
{% macro export_row_types() %}
    {%- set types = {'export': dbt.type_string(), 'destination': dbt.type_string(), 'as_of': 'date'} -%}
    {%- for column, of_column in export_columns().items() -%}{%- do types.update({column: of_column.type}) -%}{%- endfor -%}
    {%- for key in ['row_key', 'content_key', 'visible_key'] -%}{%- do types.update({key: dbt.type_string()}) -%}{%- endfor -%}
    {{- return(types) -}}
{% endmacro %}
