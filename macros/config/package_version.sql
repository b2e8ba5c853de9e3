{#
    The version of the dbt half, of which the Python half must be, too.

        {{ package_version() }}  ->  0.3.0
#}
{% macro package_version() %}
    {{- return('0.3.0') -}}
{% endmacro %}
