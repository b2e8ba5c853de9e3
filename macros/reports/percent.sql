{#
    A share from 0 to 1 as text, in SQL: '12 %'.

        {{ percent('match_rate') }}
#}
{% macro percent(share) -%}
    cast(cast(round(100 * {{ share }}) as integer) as text) || ' %'
{%- endmacro %}
