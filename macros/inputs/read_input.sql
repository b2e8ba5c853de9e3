{#
    Reads the relation that a variable names; where the variable is null, an empty relation.
    Columns that the relation may leave out get their type and null; others pass through. Of the
    columns `one_of`, which are optional ones, one must be there.

        {{ read_input('interactions', required={'user_id': 'id'}, optional={'topic': 'text'}) }}

    renders to
        select cast(null as text) as topic where false
        union all by name
        select * from "db"."schema"."interactions"
#}
{% macro read_input(variable, required, optional, one_of=[]) %}
    {#- nothing is read before the configuration is right; a unit test has inputs of its own -#}
    {%- if model.resource_type != 'unit_test' -%}{%- do ref('int_owned_audiences__configuration') -%}{%- endif -%}
    {%- set relation = var(variable) -%}
    {%- if relation -%}{%- do check_input(variable, relation, required, optional, one_of) -%}{%- endif -%}
    {%- set columns = dict(optional) -%}
    {%- if not relation -%}{%- do columns.update(required) -%}{%- endif -%}
    {{- return(with_columns(relation, columns)) -}}
{% endmacro %}
