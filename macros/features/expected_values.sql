{#
    What people of some groups are expected to be worth, with an 80 % interval: one row per group, of its
    keys, expected_value, expected_value_low and expected_value_high; none where the audience names no
    value. The interval takes that of the number of people who act and the error of what one is worth
    as independent factors.

        {{ expected_values(
            'sized',                -- the keys, expected_value, expected_value_error
            'expected',             -- the keys and expected_actions with its bounds
            ['audience', 'share'],  -- the keys, which say which group a row belongs to
        ) }}
#}
{% macro expected_values(source, expected, keys) %}
    select
        {% for key in keys -%}
        summed.{{ key }},
        {% endfor -%}
        summed.expected_value,
        summed.expected_value - abs(summed.expected_value) * (1 - exp(-sqrt(
            power(ln(expected.expected_actions / nullif(expected.expected_actions_low, 0)), 2)
            + power(1.2816 * summed.relative_error, 2)
        ))) as expected_value_low,
        summed.expected_value + abs(summed.expected_value) * (exp(sqrt(
            power(ln(expected.expected_actions_high / nullif(expected.expected_actions, 0)), 2)
            + power(1.2816 * summed.relative_error, 2)
        )) - 1) as expected_value_high
    from (
        select
            {{ keys | join(', ') }},
            {{ exact_sum('expected_value') }} as expected_value,
            -- people of a tenth share its error, so errors add up
            {{ exact_sum('expected_value_error') }}
            / nullif(abs({{ exact_sum('expected_value') }}), 0) as relative_error
        from {{ source }}
        where expected_value is not null
        group by {{ keys | join(', ') }}
    ) as summed
    inner join {{ expected }} as expected
        on
            {%- for key in keys %}
            summed.{{ key }} = expected.{{ key }}
            {{- '\n            and ' if not loop.last }}
            {%- endfor %}
{% endmacro %}
