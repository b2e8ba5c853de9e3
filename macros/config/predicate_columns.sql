{#
    The columns over which a predicate is written, with their types, by the key of the audience.

        {{ predicate_columns().eligible.tenure_days }}  ->  integer
#}
{% macro predicate_columns() %}
    {{- return({
        'desired_action': {
            'interaction_type': 'text', 'channel': 'text', 'topic': 'text', 'value': 'decimal(18, 4)',
            'occurred_at': 'timestamp', 'received_at': 'timestamp', 'day': 'date', 'weekday': 'integer',
            'day_part': 'integer', 'user_id': 'text', 'anonymous_id': 'text', 'identifier': 'text',
            'is_user': 'boolean', 'interaction_id': 'text',
        },
        'eligible': {
            'days_since_last_interaction': 'integer', 'days_since_desired_action': 'integer',
            'tenure_days': 'integer', 'active_days': 'bigint', 'interactions': 'bigint',
            'value': 'decimal(38, 4)', 'first_day': 'date', 'last_day': 'date', 'as_of': 'date',
        },
    }) -}}
{% endmacro %}
