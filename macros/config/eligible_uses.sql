{# Whether any audience's `eligible` speaks of the given fact: one that is costly is made only then. #}
{% macro eligible_uses(fact) %}
    {{- return(fact in audiences() | map(attribute='eligible') | join(' ')) -}}
{% endmacro %}
