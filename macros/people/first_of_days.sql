{# The first and the last of days, for spans without a beginning or an end. #}
{% macro first_of_days() -%}
    date '1000-01-01'
{%- endmacro %}


{% macro last_of_days() -%}
    date '9999-12-31'
{%- endmacro %}
