{#
    A bin in words: 'below 3', '3' (a whole number alone), '2.5 up to 4', '7 or more', 'any number of'.
#}
{% macro bin_label(lower_bound, upper_bound) -%}
    case
        when {{ lower_bound }} is null and {{ upper_bound }} is null then 'any number of'
        when {{ lower_bound }} is null then 'below ' || {{ plain_number(upper_bound) }}
        when {{ upper_bound }} is null then {{ plain_number(lower_bound) }} || ' or more'
        when
            {{ lower_bound }} = floor({{ lower_bound }}) and {{ upper_bound }} = {{ lower_bound }} + 1
            then {{ plain_number(lower_bound) }}
        else {{ plain_number(lower_bound) }} || ' up to ' || {{ plain_number(upper_bound) }}
    end
{%- endmacro %}


{# A number without needless digits: two decimals at most, and none where there are none. #}
{% macro plain_number(expression) -%}
    rtrim(rtrim(cast(cast({{ expression }} as decimal(38, 2)) as text), '0'), '.')
{%- endmacro %}
