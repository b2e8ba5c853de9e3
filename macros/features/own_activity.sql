{#
    What people did themselves: person_activity without contacts, as a subquery. A text and not a CTE,
    which DuckDB would make whole where it is used twice.

        from {{ own_activity() }} as activity
#}
{% macro own_activity() -%}
    (
        select activity.* from {{ ref('int_owned_audiences__person_activity') }} as activity
        inner join {{ ref('int_owned_audiences__dimension_keys') }} as dimension_keys
            on activity.kind_key = dimension_keys.kind_key
        where not dimension_keys.is_contact
    )
{%- endmacro %}
