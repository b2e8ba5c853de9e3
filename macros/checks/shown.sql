{#
    A value as it stands in a message: a text in quotes, nothing as null.

        {{ shown('30') }}  ->  '30'
        {{ shown(30) }}    ->  30
#}
{% macro shown(value) %}
    {{- return('null' if value is none else "'" ~ value ~ "'" if value is string else value | string) -}}
{% endmacro %}
