-- One row per run, audience and tier: who was in it.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
{{ with_run_id(ref('int_owned_audiences__run_tiers')) }}
