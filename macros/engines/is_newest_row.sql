{#
    Whether a row is the one that was written last into owned_audiences__runs, whatever its times say.
    `dbt clone` leaves a view of it, whose rows are told apart by their times alone.

        where {{ is_newest_row(ref('owned_audiences__runs')) }}
#}
{% macro is_newest_row(relation) %}
    {{- return(adapter.dispatch('is_newest_row', 'owned_audiences')(relation)) -}}
{% endmacro %}


{% macro default__is_newest_row(relation) %}
    {{- owned_audiences.not_supported('is_newest_row') -}}
{% endmacro %}


{% macro duckdb__is_newest_row(relation) -%}
    {%- set order = 'started_at' if relation.is_view else 'rowid' -%}
    {{ order }} = (select max({{ order }}) from {{ relation }})
{%- endmacro %}
