{#
    The hook that purges scores whose label windows ended 30 days ago.

        pre_hook="{{ delete_matured_scores() }}"
#}
{% macro delete_matured_scores() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where window_ends_on + 30 < (select max(dates.as_of) from {{ ref('int_owned_audiences__as_of') }} as dates)
    {%- endif -%}
{%- endmacro %}
