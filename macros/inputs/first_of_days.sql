{#
    The first of days, for spans without a beginning.

        {{ first_of_days() }}  ->  date '1000-01-01'
#}
{% macro first_of_days() -%}
    date '1000-01-01'
{%- endmacro %}
