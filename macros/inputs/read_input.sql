{#
    Reads the relation of an input, as the registry describes it; where its variable is null, an empty
    relation. Columns that the relation may leave out get their type and null; others pass through.
    `columns` names those that the caller needs: the relation is not asked for the rest.

        {{ read_input('identity_links', columns=['user_id', 'anonymous_id']) }}

    renders to
        select * from "db"."schema"."identity_links"
    or, without the variable, to
        select null as user_id, null as anonymous_id where false
#}
{% macro read_input(name, columns=none) %}
    {#- nothing is read before the configuration is right; a unit test has inputs of its own -#}
    {%- if model.resource_type != 'unit_test' -%}{%- do ref('int_owned_audiences__configuration') -%}{%- endif -%}
    {%- set relation = var(name) -%}
    {%- set one_of = inputs()[name].one_of or [] -%}
    {%- set wanted = {} -%}
    {%- for column, contract in inputs()[name].columns.items() if columns is none or column in columns -%}
        {%- do wanted.update({column: contract}) -%}
    {%- endfor -%}
    {%- if relation -%}{%- do check_input(name, relation, wanted, one_of) -%}{%- endif -%}
    {{- return(add_missing_columns(relation, column_types(wanted, only_optional=relation))) -}}
{% endmacro %}
