{#
    The column to show an example of, for each reason of a rejection that is about a value.

        {{ interaction_rule_columns()['value is not a number'] }}  ->  value
#}
{% macro interaction_rule_columns() %}
    {{- return({
        'occurred_at is not a time': 'occurred_at',
        'occurred_at is before 1990': 'occurred_at',
        'occurred_at is in the future': 'occurred_at',
        'received_at is not a time': 'received_at',
        'received_at is in the future': 'received_at',
        'value is not a number': 'value',
        'value is not finite': 'value',
        'value is too large': 'value',
    }) -}}
{% endmacro %}
