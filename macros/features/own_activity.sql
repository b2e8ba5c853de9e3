{#
    What people did themselves: person_activity without contacts, as a subquery. A text and not a CTE,
    which DuckDB would make whole where it is used twice.

        from {{ own_activity() }} as activity
#}
{% macro own_activity() -%}
    (
        select activity.* from {{ ref('int_owned_audiences__person_activity') }} as activity
        inner join {{ ref('int_owned_audiences__category_keys') }} as category_keys
            on activity.dimension_key = category_keys.dimension_key
        where not category_keys.is_contact
    )
{%- endmacro %}
