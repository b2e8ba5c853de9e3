{#
    A cast that gives null where the value does not fit.

        {{ try_cast('value', 'double') }}  ->  try_cast(value as double)
#}
{% macro try_cast(expression, type) %}
    {{- return(adapter.dispatch('try_cast', 'owned_audiences')(expression, type)) -}}
{% endmacro %}


{% macro default__try_cast(expression, type) %}
    {{- owned_audiences.not_supported('try_cast') -}}
{% endmacro %}


{% macro duckdb__try_cast(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}
