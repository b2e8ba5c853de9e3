{#
    The hook after the last published table: the run is complete. In one transaction with that table
    where both are in one database, as DuckDB writes to one in a transaction; else right after it.
    The row is the newest: a run may have a process for each node. A run that left out a published
    table is not complete.
#}
{% macro complete_run(in_transaction) -%}
    {%- set runs = ref('owned_audiences__runs') -%}
    {%- if is_building() and in_transaction == (runs.database == this.database) and not left_out_of_publication() -%}
    {#- rendered, as with --empty a reference prints as a subquery #}
    update {{ runs.render() }}
    set completed_at = {{ utc_now() }}
    where {{ is_newest_row(runs.render()) }}
    {%- endif -%}
{%- endmacro %}


{#
    The published models that are not selected in this process although it began to publish; none where
    an earlier process did, as with dbt retry or a process for each node.
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
