{#
    The days ahead that are tried.

        {{ suggest_horizons() }}  ->  [7, 30, 90]
#}
{% macro suggest_horizons() %}
    {{- return([7, 30, 90]) -}}
{% endmacro %}
