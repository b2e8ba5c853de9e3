{#
    The hook after the last published table: the run is complete. In one transaction with that table
    where both are in one database, as DuckDB writes to one in a transaction; else right after it.
    The row is the newest that is not complete: a run may have a process for each node.
#}
{% macro complete_run(in_transaction) -%}
    {%- set runs = ref('owned_audiences__runs') -%}
    {%- if is_building() and in_transaction == (runs.database == this.database) -%}
    update {{ runs }}
    set completed_at = {{ utc_now() }}
    where
        completed_at is null
        and started_at = (
            select max(started.started_at) from {{ runs }} as started where started.completed_at is null
        )
    {%- endif -%}
{%- endmacro %}
