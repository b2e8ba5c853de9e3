{#
    The facts of observations that are features.

        {{ features_of_observations('observed') }}
#}
{% macro features_of_observations(observed) %}
    {%- for feature, fact in {
        'interaction_days_since': 'days_since_last_interaction',
        'tenure_days': 'tenure_days',
        'interaction_count_ever': 'interactions',
    }.items() %}
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        '{{ feature }}' as feature,
        cast({{ fact }} as double) as value
    from {{ observed }} as observed
    where {{ fact }} != 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
