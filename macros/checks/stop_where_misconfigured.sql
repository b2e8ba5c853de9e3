{#
    Stops the run with what check_configuration found at its start, in the first model of the package.

        {% do stop_where_misconfigured() %}
#}
{% macro stop_where_misconfigured() %}
    {%- if is_building() -%}
        {%- do raise_problems(graph.get('owned_audiences_problems', [])) -%}
    {%- endif -%}
{% endmacro %}
