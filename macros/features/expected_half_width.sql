{#
    The half width of the 80 % interval of a sum of propensities: the calibration is off by
    calibration_error log-odds (rms of past errors), and people decide one by one; null where that is
    unknown. By the delta method; calibration_t is Student's quantile for the number of past errors.

        {{ expected_half_width('propensity') }} as half_width
#}
{% macro expected_half_width(propensity) -%}
    {%- set variance = exact_sum(propensity ~ ' * (1 - ' ~ propensity ~ ')') -%}
    any_value(calibration_t) * sqrt(power(any_value(calibration_error) * {{ variance }}, 2) + {{ variance }})
{%- endmacro %}
