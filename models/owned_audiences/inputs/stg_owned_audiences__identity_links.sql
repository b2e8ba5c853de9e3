-- One row per row of identity_links: typed, in UTC, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('identity_links') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        {{ id_text('anonymous_id') }} as anonymous_id,
        {{ utc_timestamp('linked_at') }} as linked_at
    from source
),

final as (
    select
        user_id,
        anonymous_id,
        linked_at,
        cast(linked_at as date) as known_on,
        case
            when user_id is null then 'no user_id'
            when anonymous_id is null then 'no anonymous_id'
            when linked_at is null then 'linked_at is not a time'
            when cast(linked_at as date) > {{ utc_today() }} then 'linked_at is in the future'
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id', 'anonymous': 'anonymous_id'}) }}
)

select * from final
