{#
    The last of days, for spans without an end.

        {{ last_of_days() }}  ->  date '9999-12-31'
#}
{% macro last_of_days() -%}
    date '9999-12-31'
{%- endmacro %}
