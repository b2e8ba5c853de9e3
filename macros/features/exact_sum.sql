{#
    A sum of shares that does not depend on the order of rows, as one of doubles does.

        {{ exact_sum('propensity') }}  ->  cast(sum(cast(propensity as decimal(38, 12))) as double)
#}
{% macro exact_sum(expression) -%}
    cast(sum(cast({{ expression }} as decimal(38, 12))) as double)
{%- endmacro %}
