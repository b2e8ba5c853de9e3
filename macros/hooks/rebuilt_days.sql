{#
    In an incremental model over interactions: keeps the days that this run builds again. In the
    first run those are all days.

        from interactions where is_valid {{ and_rebuilt() }}
#}
{% macro and_rebuilt() -%}
    {#- outside the condition: dbt must see the reference when it parses -#}
    {%- set activity_days = ref('int_owned_audiences__activity_days') -%}
    {%- if is_incremental() -%}
    and known_on in (
        select activity_days.known_on from {{ activity_days }} as activity_days
        where activity_days.is_rebuilt
    )
    {%- endif -%}
{%- endmacro %}


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
