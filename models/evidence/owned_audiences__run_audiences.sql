-- One row per run and audience: what became of it.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
with runs as (
    select run_id
    from {{ ref('owned_audiences__runs') }}
    where completed_at is null
    order by started_at desc
    limit 1
),

final as (
    select
        runs.run_id,
        run_audiences.*
    from {{ ref('int_owned_audiences__run_audiences') }} as run_audiences
    cross join runs
)

select * from final
