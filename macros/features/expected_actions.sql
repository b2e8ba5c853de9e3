{#
    The half width of the 80 % interval of a sum of propensities: the level of the future moves by
    level_error log-odds (rms of past forecasts), and people decide one by one; null where the level
    is unknown. By the delta method; level_t is Student's quantile for the number of forecasts.
#}
{% macro expected_half_width(propensity) -%}
    {%- set variance = exact_sum(propensity ~ ' * (1 - ' ~ propensity ~ ')') -%}
    any_value(level_t) * sqrt(power(any_value(level_error) * {{ variance }}, 2) + {{ variance }})
{%- endmacro %}


{# A sum of shares that does not depend on the order of rows, as one of doubles does. #}
{% macro exact_sum(expression) -%}
    cast(sum(cast({{ expression }} as decimal(18, 12))) as double)
{%- endmacro %}
