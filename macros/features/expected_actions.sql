{#
    How many people of some groups are expected to act, with an 80 % interval: one row per group, of
    its keys, people, expected_actions, expected_actions_low and expected_actions_high. The interval
    moves the log-odds of all by the error of calibration and of chance, as many as calibration_t says;
    it is null where there is no propensity or no known error.

        {{ expected_actions(
            'sized',                -- the keys, propensity, calibration_error, calibration_t
            ['audience', 'share'],  -- the keys, which say which group a row belongs to
        ) }}
#}
{% macro expected_actions(source, keys) %}
    with counted as (
        select
            {{ keys | join(', ') }},
            propensity,
            calibration_error,
            calibration_t,
            count(*) as people
        from {{ source }}
        group by {{ keys | join(', ') }}, propensity, calibration_error, calibration_t
    ),

    groups_of_people as (
        select
            {{ keys | join(', ') }},
            cast(sum(people) as bigint) as people,
            {{ exact_sum('people * propensity') }} as expected_actions,
            -- single people decide by chance: in log-odds a variance of one over that of their sum
            exp(any_value(calibration_t) * sqrt(
                power(any_value(calibration_error), 2)
                + 1 / greatest(1e-6, {{ exact_sum('people * propensity * (1 - propensity)') }})
            )) as odds_ratio
        from counted
        group by {{ keys | join(', ') }}
    )

    select
        {% for key in keys -%}
        groups_of_people.{{ key }},
        {% endfor -%}
        groups_of_people.people,
        groups_of_people.expected_actions,
        {%- for bound, odds in {
            'low': 'counted.propensity / groups_of_people.odds_ratio',
            'high': 'counted.propensity * groups_of_people.odds_ratio',
        }.items() %}
        {{ exact_sum(
            'counted.people * (' ~ odds ~ ') / nullif(' ~ odds ~ ' + 1 - counted.propensity, 0)'
        ) }} as expected_actions_{{ bound }}{{ ',' if not loop.last }}
        {%- endfor %}
    from groups_of_people
    inner join counted
        on
            {%- for key in keys %}
            groups_of_people.{{ key }} = counted.{{ key }}
            {{- '\n            and ' if not loop.last }}
            {%- endfor %}
    group by {% for key in keys %}groups_of_people.{{ key }}, {% endfor %}groups_of_people.people, groups_of_people.expected_actions
{% endmacro %}
