{# The date to stand on, from the dates on which interactions became known: the setting as_of, or the day after the last one. #}
{% macro as_of_expression() -%}
    {%- if var('as_of') -%}
        max(cast('{{ var("as_of") }}' as date))
    {%- else -%}
        cast(max(known_on) + 1 as date)
    {%- endif -%}
{%- endmacro %}
