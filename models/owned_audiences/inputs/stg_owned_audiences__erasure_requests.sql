-- One row per row of erasure_requests: typed, in UTC, and why it is not used. Ephemeral, as no
-- relation of the package is to hold the ids of people who asked to be erased.
{{ config(materialized='ephemeral') }}

with source as (
    {{ read_input('erasure_requests') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        {{ utc_timestamp('requested_at') }} as requested_at
    from source
),

final as (
    select
        user_id,
        requested_at,
        case when user_id is null then 'no user_id' end as exclusion_reason
    from typed
)

select * from final
