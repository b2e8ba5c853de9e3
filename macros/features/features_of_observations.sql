{# The columns of observations that are features. #}
{% macro features_of_observations(observed) %}
    {%- for feature, column in {
        'interaction_days_since': 'days_since_last_interaction',
        'tenure_days': 'tenure_days',
        'interaction_count_ever': 'interactions',
    }.items() %}
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        '{{ feature }}' as feature,
        cast({{ column }} as double) as value
    from {{ observed }}
    where {{ column }} != 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
