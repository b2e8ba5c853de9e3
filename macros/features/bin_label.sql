{#
    A bin in words. Of whole numbers: '1', '1 to 3', '4 to 6', '7 or more'; of others: 'below 2.5',
    '2.5 up to 4', '7 or more'; where there is only one: 'any number of'.
#}
{% macro bin_label(lower_bound, upper_bound, is_whole) -%}
    case
        when {{ lower_bound }} is null and {{ upper_bound }} is null then 'any number of'
        when {{ upper_bound }} is null then {{ plain_number(lower_bound) }} || ' or more'
        when {{ is_whole }} and coalesce({{ lower_bound }}, 1) = {{ upper_bound }} - 1
            then {{ plain_number(upper_bound ~ ' - 1') }}
        when {{ is_whole }}
            then {{ plain_number('coalesce(' ~ lower_bound ~ ', 1)') }}
                || ' to ' || {{ plain_number(upper_bound ~ ' - 1') }}
        when {{ lower_bound }} is null then 'below ' || {{ plain_number(upper_bound) }}
        else {{ plain_number(lower_bound) }} || ' up to ' || {{ plain_number(upper_bound) }}
    end
{%- endmacro %}


{#
    A number without needless digits: two decimals at most, and none where there are none; one that
    fits no decimal as the engine writes it.
#}
{% macro plain_number(expression) -%}
    coalesce(
        rtrim(rtrim(cast({{ try_cast(expression, 'decimal(38, 2)') }} as text), '0'), '.'),
        cast({{ expression }} as text)
    )
{%- endmacro %}


{# A wording with its {bin} and {subject} filled in, in plain English for one. #}
{% macro fill_in(wording, bin_label, subject) -%}
    replace(
        replace(
            replace(
                replace({{ wording }}, '{bin}', {{ bin_label }}),
                ' 1 times', ' once'
            ),
            'last 1 days ago', 'yesterday'
        ),
        '{subject}', {{ subject }}
    )
{%- endmacro %}
