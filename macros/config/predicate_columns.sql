{#
    The columns over which a predicate is written, with their types, by the key of the audience.

        {{ predicate_columns().eligible.tenure_days }}  ->  integer
#}
{% macro predicate_columns() %}
    {%- set eligible = observation_columns() -%}
    {%- for fact in eligibility_facts() -%}{%- do eligible.update({fact.name: fact.type}) -%}{%- endfor -%}
    {{- return({
        'desired_action': {
            'interaction_type': 'text', 'channel': 'text', 'topic': 'text', 'value': 'decimal(18, 4)',
            'occurred_at': 'timestamp', 'received_at': 'timestamp', 'day': 'date', 'weekday': 'integer',
            'day_part': 'integer', 'user_id': 'text', 'anonymous_id': 'text', 'identifier': 'text',
            'is_user': 'boolean', 'interaction_id': 'text',
        },
        'eligible': eligible,
    }) -}}
{% endmacro %}
