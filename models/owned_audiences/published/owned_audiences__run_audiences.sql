-- One row per run and audience: what became of it.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
with runs as (
    select run_id
    {#- rendered, as with --empty a reference prints as a subquery #}
    from {{ ref('owned_audiences__runs').render() }}
    where {{ is_newest_row(ref('owned_audiences__runs').render()) }}
),

final as (
    select
        runs.run_id,
        run_audiences.*
    from {{ ref('int_owned_audiences__run_audiences') }} as run_audiences
    cross join runs
)

select * from final
