{#
    The columns of an interaction that keeps the contract, times in UTC and whose it is among them.

        {{ interaction_columns() | join(', ') }}  ->  interaction_id, user_id, …
#}
{% macro interaction_columns() %}
    {{- return([
        'interaction_id', 'user_id', 'anonymous_id', 'identifier', 'is_user', 'occurred_at',
        'received_at', 'day', 'known_on', 'interaction_type', 'channel', 'topic', 'value',
    ]) -}}
{% endmacro %}
