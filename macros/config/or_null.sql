{#
    A number as SQL, null where there is none, so that a comparison with it is never true.

        {{ or_null(0.5) }}   ->  0.5
        {{ or_null(none) }}  ->  null
#}
{% macro or_null(value) %}
    {{- return(value if value is not none else 'null') -}}
{% endmacro %}
