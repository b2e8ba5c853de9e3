{#
    An expression that stops the query with a message, where it is evaluated; a date by type.

        case when a > b then {{ raise_error("'a is above b: ' || a") }} else a end
#}
{% macro raise_error(message) %}
    {{- return(adapter.dispatch('raise_error', 'owned_audiences')(message)) -}}
{% endmacro %}


{% macro default__raise_error(message) %}
    {{- owned_audiences.not_supported('raise_error') -}}
{% endmacro %}


{% macro duckdb__raise_error(message) -%}
    cast(error({{ message }}) as date)
{%- endmacro %}
