{#
    The package's on-run-start hook that drops the views which `dbt clone` puts in the place of its
    seeds: dbt loads no seed where a view stands.

        on-run-start: "{{ owned_audiences.drop_cloned_seeds() }}"
#}
{% macro drop_cloned_seeds() %}
    {%- if execute and flags.WHICH in ['build', 'seed'] -%}
        {%- for node in graph.nodes.values()
            if node.package_name == 'owned_audiences' and node.resource_type == 'seed' and node.unique_id in selected_resources -%}
            {%- set relation = adapter.get_relation(node.database, node.schema, node.alias) -%}
            {%- if relation and relation.is_view -%}{%- do adapter.drop_relation(relation) -%}{%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
