{#
    Types by name of columns of the registry: of all, or of those that a relation may leave out.

        {{ column_types(inputs().identity_links.columns) }}
        ->  {'user_id': 'id', 'anonymous_id': 'id', 'linked_at': 'timestamp'}
#}
{% macro column_types(columns, only_optional=false) %}
    {%- set types = {} -%}
    {%- for column, contract in columns.items() if contract.is_optional or not only_optional -%}
        {%- do types.update({column: contract.type}) -%}
    {%- endfor -%}
    {{- return(types) -}}
{% endmacro %}
