{#
    In an incremental model over interactions: the rows of the days that this run builds again. In the
    first run those are all rows.

        from {{ rebuilt_rows(ref('stg_owned_audiences__interactions')) }} as interactions
#}
{% macro rebuilt_rows(relation) %}
    {#- outside the condition: dbt must see the reference when it parses -#}
    {%- set activity_days = ref('int_owned_audiences__activity_days') -%}
    {{- return(rows_of_days(relation, activity_days, 'is_rebuilt') if is_incremental() else relation) -}}
{% endmacro %}
