-- One row per row of seed_sets: typed, its date in UTC, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('seed_sets') }}
),

typed as (
    select
        nullif(cast(audience as text), '') as audience,
        {{ id_text('user_id') }} as user_id,
        cast({{ utc_timestamp('seeded_at') }} as date) as seeded_on,
        seeded_at is not null as has_seeded_at
    from source
),

final as (
    select
        audience,
        user_id,
        seeded_on,
        has_seeded_at and seeded_on is null as is_unreadable,
        case
            when audience is null then 'no audience'
            when user_id is null then 'no user_id'
            when has_seeded_at and seeded_on is null then 'seeded_at is not a time'
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
