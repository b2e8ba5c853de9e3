{#
    How many days people were active on, and how regularly, contacts left out.

        {{ features_of_activity(recent) }}
#}
{% macro features_of_activity(recent) %}
    {%- set days = distinct_days('age') -%}
    {#- no filter: DuckDB would join the dimensions before the people, and read everyone's -#}
    {%- set own -%}
    (
        select
            as_of,
            person_key,
            case when not is_contact then age end as age
        from {{ recent }}
    ) as recent
    {%- endset -%}
    {{- measured(
        'activity',
        {
            'active_days_395d': days,
            'active_days_30d': distinct_days('age', 'age <= 30'),
            'active_days_90d': distinct_days('age', 'age <= 90'),
            'interaction_mean_days_between':
                '(max(age) - min(age)) / nullif(' ~ days ~ ' - 1, 0)',
            'interaction_recency_over_mean_gap':
                'min(age) / nullif((max(age) - min(age)) / nullif(' ~ days ~ ' - 1, 0), 0)',
        },
        own,
        ['as_of', 'person_key'],
    ) -}}
{% endmacro %}
