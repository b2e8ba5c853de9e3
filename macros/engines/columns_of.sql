{#
    The columns of a relation, or of anything that can stand after `from`, as a mapping of type by
    name, both in lower case. The query is not run, only understood.

        {{ columns_of('raw.interactions') }}  ->  {'user_id': 'varchar', 'occurred_at': 'timestamp'}
#}
{% macro columns_of(relation) %}
    {{- return(adapter.dispatch('columns_of', 'owned_audiences')(relation)) -}}
{% endmacro %}


{% macro default__columns_of(relation) %}
    {{- owned_audiences.not_supported('columns_of') -}}
{% endmacro %}


{% macro duckdb__columns_of(relation) %}
    {%- set columns = {} -%}
    {%- for row in run_query('describe select * from ' ~ relation).rows -%}
        {%- do columns.update({row[0] | lower: row[1] | lower}) -%}
    {%- endfor -%}
    {{- return(columns) -}}
{% endmacro %}
