{#
    A hash over columns of a row, whatever their types, in SQL; of none, an empty text.

        {{ hashed_columns(['email', 'phone']) }}
        ->  md5(coalesce(cast(email as text), '') || chr(31) || coalesce(cast(phone as text), ''))
#}
{% macro hashed_columns(columns) %}
    {%- if not columns -%}{{ return("''") }}{%- endif -%}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append('coalesce(cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ "), '')") -%}
    {%- endfor -%}
    {{- return('md5(' ~ texts | join(' || chr(31) || ') ~ ')') -}}
{% endmacro %}
