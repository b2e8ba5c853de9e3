-- One row per run and audience: what became of it.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
{{ with_run_id(ref('int_owned_audiences__run_audiences')) }}
