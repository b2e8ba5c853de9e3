{#
    The relation of a model of this package as the catalog has it, or none. Unlike previous_relation it
    asks nothing of the adapter, which would begin a transaction: what an operation then writes would be
    rolled back.

        {% set log = catalog_relation('owned_audiences__export_log') %}
#}
{% macro catalog_relation(model_name) %}
    {%- set node = graph.nodes.get('model.owned_audiences.' ~ model_name) -%}
    {%- if node is none -%}{{ return(none) }}{%- endif -%}
    {%- for database, schema, name, type, column, data_type in catalog_columns([node.database], [])
        if schema | lower == node.schema | lower and name | lower == node.alias | lower -%}
        {{- return(api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias, type='view' if type == 'VIEW' else 'table'
        )) -}}
    {%- endfor -%}
    {{- return(none) -}}
{% endmacro %}
