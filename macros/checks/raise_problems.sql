{#
    Stops with a list of problems, if there are any.

        {% do raise_problems(['There is no variable audience: did you mean audiences?']) %}
#}
{% macro raise_problems(problems) %}
    {%- if problems -%}
        {{- exceptions.raise_compiler_error(
            'owned_audiences cannot run with this configuration:\n\n' ~ problems | join('\n\n')
        ) -}}
    {%- endif -%}
{% endmacro %}
