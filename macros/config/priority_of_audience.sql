{#
    The place of an audience in the priority of contact_rules, from 1 on; those without come after.

        {{ priority_of_audience('audience', ['vips']) }}  ->  case audience when 'vips' then 1 else 2 end
#}
{% macro priority_of_audience(expression, priority) -%}
    {%- if not priority -%}{{ return('1') }}{%- endif -%}
    case {{ expression }}
        {% for name in priority -%}
        when {{ dbt.string_literal(dbt.escape_single_quotes(name)) }} then {{ loop.index }}
        {% endfor -%}
        else {{ priority | length + 1 }}
    end
{%- endmacro %}
