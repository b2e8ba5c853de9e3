{#
    The hook after the last published table: the run is complete. In one transaction with that table
    where both are in one database, as DuckDB writes to one in a transaction; else right after it.
    The row is the newest: a run may have a process for each node. A run that left out a published
    table is not complete.

        post_hook=[{'sql': "{{ complete_run(in_transaction=true) }}", 'transaction': true}, …]
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
