{#
    Whether a floating point number is neither NaN nor infinite; null where it is missing.

        {{ is_finite('value_as_double') }}  ->  isfinite(value_as_double)
#}
{% macro is_finite(expression) %}
    {{- return(adapter.dispatch('is_finite', 'owned_audiences')(expression)) -}}
{% endmacro %}


{% macro default__is_finite(expression) %}
    {{- owned_audiences.not_supported('is_finite') -}}
{% endmacro %}


{% macro duckdb__is_finite(expression) -%}
    isfinite({{ expression }})
{%- endmacro %}
