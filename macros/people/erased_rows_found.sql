{#
    What a test looks for, as a query: relations with rows of erased people, how many, and what to do.
    (It may run in another project, for a model of the user's: there a macro's siblings go by the
    package's name.)

        {{ owned_audiences.erased_rows_found(owned_audiences.stored_relations()) }}
#}
{% macro erased_rows_found(stored) %}
    {%- set erased = ref('owned_audiences', 'int_owned_audiences__erased') -%}
    {%- set found = [] -%}
    {%- for one in stored if execute -%}
        {%- set columns = one.columns or owned_audiences.columns_of(one.relation) -%}
        {%- set rows = owned_audiences.erased_rows(one.relation, columns, erased, one.identifiers) -%}
        {%- if rows -%}
            {%- do found.append(
                "select " ~ dbt.string_literal(dbt.escape_single_quotes(one.relation | string | replace('"', '')))
                ~ " as relation, count(*) as number_of_rows, '" ~ one.what_to_do ~ "' as what_to_do from "
                ~ one.relation ~ ' where ' ~ rows ~ ' having count(*) > 0'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(found | join(' union all ') if found else
        "select cast(null as text) as relation, 0 as number_of_rows, cast(null as text) as what_to_do where false") -}}
{% endmacro %}
