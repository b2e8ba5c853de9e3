-- One row per interaction that keeps the contract, each interaction_id once.
{{ config(materialized='view') }}

with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
),

repeated_interactions as (
    select * from {{ ref('int_owned_audiences__repeated_interactions') }}
),

first_arrived as (
    select * exclude (arrival) from repeated_interactions
    where arrival = 1
),

-- a left join: DuckDB makes a slow plan of `not exists` over a view
single as (
    select interactions.*
    from interactions
    left join first_arrived on interactions.interaction_id = first_arrived.interaction_id
    where interactions.is_valid and first_arrived.interaction_id is null
),

accepted as (
    select * from single
    union all
    select * from first_arrived
),

final as (
    select
        interaction_id,
        user_id,
        anonymous_id,
        identifier,
        is_user,
        occurred_at,
        received_at,
        day,
        known_on,
        interaction_type,
        channel,
        topic,
        value
    from accepted
)

select * from final
