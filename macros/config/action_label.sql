{#
    What the desired action of a row's audience is called: its label in quotes, else 'the desired action'.

        {{ action_label() }}  ->  case when audience = 'buyers' then '"buy again"' else 'the desired action' end
#}
{% macro action_label() -%}
    case
        when audience is null then null
        {% for audience in audiences() if audience.label is string -%}
        when audience = '{{ audience.name }}'
            then {{ dbt.string_literal(dbt.escape_single_quotes('"' ~ audience.label ~ '"')) }}
        {% endfor -%}
        else 'the desired action'
    end
{%- endmacro %}
