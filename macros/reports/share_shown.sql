{#
    A share in percent.

        {{ share_shown(1, 8) }}  ->  12.5%
#}
{% macro share_shown(part, whole) %}
    {{- return('%.1f%%' | format(100 * part / whole) if whole else '0%') -}}
{% endmacro %}
