{#
    How often and how recently people did an audience's desired action, in all history.

        {{ features_of_desired_actions('observed', 'audience_dates', 'actions') }}
#}
{% macro features_of_desired_actions(observed, audience_dates, actions) %}
    {%- set desired -%}
    (
        select
            audience_dates.audience,
            observed.as_of,
            observed.person_key,
            observed.as_of - actions.day as age,
            actions.actions
        from {{ actions }} as actions
        inner join {{ observed }} as observed on actions.person_key = observed.person_key
        inner join {{ audience_dates }} as audience_dates
            on
                actions.audience = audience_dates.audience
                and observed.as_of = audience_dates.as_of
        where actions.attributable_on < observed.as_of
    ) as desired
    {%- endset -%}
    {{- measured(
        'desired_action',
        {
            'desired_action_days_since': 'min(age)',
            'desired_action_count_90d': 'sum(actions) filter (where age <= 90)',
            'desired_action_count_365d': 'sum(actions) filter (where age <= 365)',
            'desired_action_count_ever': 'sum(actions)',
            'desired_action_recency_over_mean_gap':
                'min(age) * (count(distinct age) - 1) / nullif(max(age) - min(age), 0)',
        },
        desired,
        ['audience', 'as_of', 'person_key'],
    ) -}}
{% endmacro %}
