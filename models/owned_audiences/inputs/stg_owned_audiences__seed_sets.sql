-- One row per row of the seed lists that the brand brought: typed, its date in UTC.
{{ config(materialized='view') }}

with source as (
    {{ read_input(
        'seed_sets',
        required={'audience': 'text', 'user_id': 'id'},
        optional={'seeded_at': 'timestamp'},
    ) }}
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
        has_seeded_at and seeded_on is null as is_unreadable
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
