{#
    The columns of an export that say something of a person in clear: neither hashed nor what the
    receiver finds the person by.

        {{ visible_columns(export) }}  ->  ['country', 'postcode', 'tier']
#}
{% macro visible_columns(export) %}
    {%- set visible = [] -%}
    {%- for column in export.columns
        if not destinations()[export.destination].columns[column].is_hashed and not export_columns()[column].is_identifier -%}
        {%- do visible.append(column) -%}
    {%- endfor -%}
    {{- return(visible) -}}
{% endmacro %}
