{#
    What people did themselves: person_activity without contacts, as a subquery. A text and not a CTE,
    which DuckDB would make whole where it is used twice.

        from {{ own_activity() }} as activity
#}
{% macro own_activity() -%}
    {%- set kinds = ref('int_owned_audiences__interaction_kinds') -%}
    (
        select activity.* from {{ ref('int_owned_audiences__person_activity') }} as activity
        {%- if contact_types() %}
        inner join {{ kinds }} as kinds on activity.kind_key = kinds.kind_key
        where not {{ is_contact('kinds.interaction_type') }}
        {%- endif %}
    )
{%- endmacro %}
