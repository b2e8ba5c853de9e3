{#
    How often, how recently and with what value people did an audience's desired action, in all
    history.

        {{ features_of_desired_actions('observed', 'audience_dates', 'actions') }}
#}
{% macro features_of_desired_actions(observed, audience_dates, actions) %}
    {%- set days -%}
    (
        select
            audience_dates.audience,
            observed.as_of,
            observed.person_key,
            {{ days_between('actions.day', 'observed.as_of') }} as age,
            sum(actions.actions) as actions,
            sum(actions.value) as value
        from {{ actions }} as actions
        inner join {{ observed }} as observed on actions.person_key = observed.person_key
        inner join {{ audience_dates }} as audience_dates
            on
                actions.audience = audience_dates.audience
                and observed.as_of = audience_dates.as_of
        where actions.attributable_on < observed.as_of
        group by audience_dates.audience, observed.as_of, observed.person_key, actions.day
    ) as days
    {%- endset -%}
    {{- measured(
        'desired_action',
        {
            'desired_action_days_since': 'min(age)',
            'desired_action_days_since_first': 'max(age)',
            'desired_action_count_90d': 'sum(actions) filter (where age <= 90)',
            'desired_action_count_365d': 'sum(actions) filter (where age <= 365)',
            'desired_action_count_ever': 'sum(actions)',
            'desired_action_days_730d': 'count(*) filter (where age <= 730)',
            'desired_action_days_1095d': 'count(*) filter (where age <= 1095)',
            'desired_action_years': 'count(distinct floor((age - 1) / 365))',
            'desired_action_value_ever': 'sum(value)',
            'desired_action_recency_over_mean_gap':
                'min(age) * (count(*) - 1) / nullif(max(age) - min(age), 0)',
        },
        days,
        ['audience', 'as_of', 'person_key'],
    ) -}}
{% endmacro %}
