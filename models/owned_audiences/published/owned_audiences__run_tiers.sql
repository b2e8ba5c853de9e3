-- One row per run, audience and tier: who was in it.
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
        run_tiers.*
    from {{ ref('int_owned_audiences__run_tiers') }} as run_tiers
    cross join runs
)

select * from final
