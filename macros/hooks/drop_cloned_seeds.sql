{#
    Drops the views that `dbt clone` puts in the place of the package's seeds: dbt loads no seed where a
    view stands. Part of the package's on-run-start.
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
