-- One row per interaction that keeps the contract, each interaction_id once.
{{ config(materialized='view') }}
{% set columns = interaction_columns() %}
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
    where is_valid
),

first_arrived as (
    select * from {{ ref('int_owned_audiences__repeated_interactions') }}
    where arrival = 1
),

-- a left join: DuckDB makes a slow plan of `not exists` over a view
final as (
    select
        interactions.{{ columns | join(',\n        interactions.') }},
        -- for rows_known_since
        interactions.raw_occurred_at,
        interactions.raw_received_at
    from interactions
    left join first_arrived on interactions.interaction_id = first_arrived.interaction_id
    where first_arrived.interaction_id is null
    union all
    select
        {{ columns | join(',\n        ') }},
        null as raw_occurred_at,
        null as raw_received_at
    from first_arrived
)

select * from final
