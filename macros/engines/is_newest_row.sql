{#
    Whether a row is the one that was written last into a table, whatever its times say.

        where {{ is_newest_row(ref('owned_audiences__runs')) }}
#}
{% macro is_newest_row(relation) %}
    {{- return(adapter.dispatch('is_newest_row', 'owned_audiences')(relation)) -}}
{% endmacro %}


{% macro default__is_newest_row(relation) %}
    {{- owned_audiences.not_supported('is_newest_row') -}}
{% endmacro %}


{% macro duckdb__is_newest_row(relation) -%}
    rowid = (select max(rowid) from {{ relation }})
{%- endmacro %}
