{#
    The hook before a model with rebuilt_rows: deletes the days that are built again, in one transaction
    with the insert. A key comparison would leave the rows of a day that has vanished.

        pre_hook="{{ delete_rebuilt_days() }}"
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
