{#
    The numbers of a bin: 'exactly 3', '3 or 4', '5 to 9', '10 or more', 'less than 2.5', '2.5 to 4'. The
    upper bound is not in the bin: of whole numbers the last one before it is named.

        {{ number_range('lower_bound', 'upper_bound', 'is_whole') }}
#}
{% macro number_range(lower_bound, upper_bound, is_whole) -%}
    case
        when {{ upper_bound }} is null then {{ plain_number(lower_bound) }} || ' or more'
        when {{ is_whole }} and coalesce({{ lower_bound }}, 1) = {{ upper_bound }} - 1
            then 'exactly ' || {{ plain_number(upper_bound ~ ' - 1') }}
        when {{ is_whole }} and coalesce({{ lower_bound }}, 1) = {{ upper_bound }} - 2
            then {{ plain_number(upper_bound ~ ' - 2') }}
                || ' or ' || {{ plain_number(upper_bound ~ ' - 1') }}
        when {{ is_whole }}
            then {{ plain_number('coalesce(' ~ lower_bound ~ ', 1)') }}
                || ' to ' || {{ plain_number(upper_bound ~ ' - 1') }}
        when {{ lower_bound }} is null then 'less than ' || {{ plain_number(upper_bound) }}
        else {{ plain_number(lower_bound) }} || ' to ' || {{ plain_number(upper_bound) }}
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
