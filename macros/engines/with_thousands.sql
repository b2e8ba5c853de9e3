{#
    A whole number as text with commas between thousands.

        {{ with_thousands('count(*)') }}  ->  format('{:,}', cast(count(*) as bigint))
#}
{% macro with_thousands(expression) %}
    {{- return(adapter.dispatch('with_thousands', 'owned_audiences')(expression)) -}}
{% endmacro %}


{% macro default__with_thousands(expression) %}
    {{- owned_audiences.not_supported('with_thousands') -}}
{% endmacro %}


{% macro duckdb__with_thousands(expression) -%}
    format('{:,}', cast({{ expression }} as bigint))
{%- endmacro %}
