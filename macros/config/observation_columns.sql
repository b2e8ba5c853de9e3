{#
    The columns of an observation over which `eligible` is written, with their types.

        {{ observation_columns().tenure_days }}  ->  integer
#}
{% macro observation_columns() %}
    {{- return({
        'days_since_last_interaction': 'integer', 'days_since_desired_action': 'integer',
        'tenure_days': 'integer', 'active_days': 'bigint', 'interactions': 'bigint',
        'value': 'decimal(38, 4)', 'first_day': 'date', 'last_day': 'date', 'as_of': 'date',
    }) -}}
{% endmacro %}
