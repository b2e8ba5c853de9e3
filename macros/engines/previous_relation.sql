{#
    What an earlier run left of a model of this package, or none. It is no dependency: a model that
    is built earlier in the run can so see what a later one holds, without a cycle.

        {% set activity = previous_relation('int_owned_audiences__daily_activity') %}
#}
{% macro previous_relation(model_name) %}
    {%- if not execute -%}{{ return(none) }}{%- endif -%}
    {%- set node = graph.nodes.get('model.owned_audiences.' ~ model_name) -%}
    {%- if node is none -%}{{ return(none) }}{%- endif -%}
    {{- return(adapter.get_relation(node.database, node.schema, node.alias)) -}}
{% endmacro %}
