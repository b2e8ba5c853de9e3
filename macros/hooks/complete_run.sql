{#
    The hook after the last published table: the run is complete. In one transaction with that table
    where both are in one database, as DuckDB writes to one in a transaction; else right after it.
    A run of one process for each node is marked by its newest row, too.
#}
{% macro complete_run(in_transaction) -%}
    {%- set runs = ref('owned_audiences__runs') -%}
    {%- if execute and in_transaction == (runs.database == this.database) -%}
    update {{ runs }}
    set completed_at = {{ utc_now() }}
    where started_at = (select max(started.started_at) from {{ runs }} as started)
    {%- endif -%}
{%- endmacro %}
