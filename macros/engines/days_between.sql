{#
    Whole days from one date to another, as an integer.

        {{ days_between('last_day', 'as_of') }}  ->  cast(as_of - last_day as integer)
#}
{% macro days_between(earlier, later) %}
    {{- return(adapter.dispatch('days_between', 'owned_audiences')(earlier, later)) -}}
{% endmacro %}


{% macro duckdb__days_between(earlier, later) -%}
    cast({{ later }} - {{ earlier }} as integer)
{%- endmacro %}


{% macro default__days_between(earlier, later) -%}
    cast({{ dbt.datediff(earlier, later, 'day') }} as integer)
{%- endmacro %}
