{#
    Whether a label window, half-open, lies wholly inside a row of gaps: nothing was recorded of it.

        left join gaps on {{ in_gap('windows.window_start', 'windows.window_end') }}
#}
{% macro in_gap(window_start, window_end) -%}
    {{ window_start }} >= gaps.first_day and {{ window_end }} <= gaps.last_day + 1
{%- endmacro %}
