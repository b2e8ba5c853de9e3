{#
    Every variable of the package with its value: the inputs of the registry and the others. Each of
    them is in dbt_project.yml, too. Call it outside of `if execute`: dbt must see the references in it
    when it parses.
#}
{% macro settings() %}
    {%- set settings = {} -%}
    {%- for name in inputs() -%}{%- do settings.update({name: var(name)}) -%}{%- endfor -%}
    {%- do settings.update({
        'audiences': var('audiences'),
        'guards': var('guards'),
        'accept_input': var('accept_input'),
        'as_of': var('as_of'),
        'time_zone': var('time_zone'),
        'contact_types': var('contact_types'),
        'sensitive_attributes': var('sensitive_attributes'),
        'score_anonymous': var('score_anonymous'),
        'max_users_per_identifier': var('max_users_per_identifier'),
        'lookback_days': var('lookback_days'),
        'refit_after_days': var('refit_after_days'),
    }) -%}
    {{- return(settings) -}}
{% endmacro %}


{# What may be said of an audience. #}
{% macro audience_keys() %}
    {{- return([
        'name', 'label', 'desired_action', 'seed_set', 'horizon_days', 'gap_days', 'eligible', 'tiers', 'cooldown_days',
    ]) -}}
{% endmacro %}


{# The columns over which a predicate is written, with their types, by the key of the audience. #}
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
