{#
    The published models that are not selected in this process although it began to publish; none where
    an earlier process did, as with dbt retry or a process for each node.

        {{ left_out_of_publication() }}  ->  ['owned_audiences__segments']
#}
{% macro left_out_of_publication() %}
    {%- set left_out = [] -%}
    {%- for node in graph.nodes.values() | sort(attribute='name')
        if node.package_name == 'owned_audiences' and node.resource_type == 'model'
            and node.name.startswith('owned_audiences__') and node.name != 'owned_audiences__segment_history'
            and 'model.owned_audiences.owned_audiences__runs' in selected_resources
            and node.unique_id not in selected_resources -%}
        {%- do left_out.append(node.name) -%}
    {%- endfor -%}
    {{- return(left_out) -}}
{% endmacro %}
