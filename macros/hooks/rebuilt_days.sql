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


{#
    The hook before such a model: deletes the days that are built again, in one transaction with
    the insert. A key comparison would leave the rows of a day that has vanished.
#}
{% macro delete_rebuilt_days() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where known_on in (
        select activity_days.known_on from {{ ref('int_owned_audiences__activity_days') }} as activity_days
        where activity_days.is_rebuilt
    )
    {%- endif -%}
{%- endmacro %}
