{#
    The statement that writes a query to a CSV file in UTF-8, with a line of headings.

        {% do run_query(write_csv('select 1 as n', 'target/n.csv')) %}
#}
{% macro write_csv(query, path) %}
    {{- return(adapter.dispatch('write_csv', 'owned_audiences')(query, path)) -}}
{% endmacro %}


{% macro default__write_csv(query, path) %}
    {{- owned_audiences.not_supported('write_csv') -}}
{% endmacro %}


{% macro duckdb__write_csv(query, path) -%}
    copy ({{ query }}) to '{{ path | replace("'", "''") }}' (format csv, header)
{%- endmacro %}
