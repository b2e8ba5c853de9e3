{#
    How many days people were active on, how regularly, and with what value, contacts left out.

        {{ features_of_activity(known) }}
#}
{% macro features_of_activity(known) %}
    {#- no filter: DuckDB would join the dimensions before the people, and read everyone's. Contacts
        are a day without an age, which comes last and counts for nothing -#}
    {%- set days -%}
    (
        select
            *,
            lead(age) over newest_first as age_before,
            lead(age, 2) over newest_first as age_before_that,
            lead(age) over newest_first - age as gap
        from (
            select
                as_of,
                person_key,
                case when not is_contact then age end as age,
                sum(case when not is_contact then value end) as value
            from {{ known }}
            group by as_of, person_key, case when not is_contact then age end
        ) as active
        window newest_first as (partition by as_of, person_key order by age nulls last)
    ) as days
    {%- endset -%}
    {%- set within = ' filter (where age <= 395)' -%}
    {%- set mean_gap =
        '(max(age)' ~ within ~ ' - min(age)) / nullif(count(*)' ~ within ~ ' - 1, 0)'
    -%}
    {#- of sums of whole numbers: the same to the last bit in any order of rows -#}
    {%- set stddev =
        'sqrt(count(gap) * sum(gap * gap) - sum(gap) * sum(gap)) / nullif(count(gap), 0)'
    -%}
    {{- measured(
        'activity',
        {
            'active_days_395d': 'count(*)' ~ within,
            'active_days_30d': 'count(*) filter (where age <= 30)',
            'active_days_90d': 'count(*) filter (where age <= 90)',
            'interaction_mean_days_between': mean_gap,
            'interaction_recency_over_mean_gap': 'min(age) / nullif(' ~ mean_gap ~ ', 0)',
            'interaction_stddev_days_between': stddev,
            'interaction_max_days_between': 'max(gap)',
            'interaction_last_days_between': 'min(age_before) - min(age)',
            'interaction_days_since_second_last': 'min(age_before)',
            'interaction_days_since_third_last': 'min(age_before_that)',
            'interaction_value_ever': 'sum(value)',
            'interaction_value_per_active_day': 'cast(sum(value) as double) / nullif(count(age), 0)',
            'interaction_value_largest_day': 'max(value)',
        },
        days,
        ['as_of', 'person_key'],
    ) -}}
{% endmacro %}
