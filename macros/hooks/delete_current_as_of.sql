{#
    The hook before a kept model with one set of rows per as_of: what an earlier run of the current
    as_of left is replaced, and what a run left that never came to its end is taken out, in one
    transaction with the insert. `column` holds the as_of of the run that wrote a row.

        pre_hook="{{ delete_current_as_of() }}"
#}
{% macro delete_current_as_of(column='as_of') -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where
        {{ column }} in (select dates.as_of from {{ ref('int_owned_audiences__as_of') }} as dates)
        or {{ column }} in ({{ unfinished_dates() }})
    {%- endif -%}
{%- endmacro %}
