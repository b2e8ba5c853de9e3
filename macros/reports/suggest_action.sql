{#
    A desired action of a type, as SQL.

        {{ suggest_action('purchase') }}  ->  interaction_type = 'purchase'
#}
{% macro suggest_action(type) %}
    {{- return("interaction_type = '" ~ type | replace("'", "''") ~ "'") -}}
{% endmacro %}
