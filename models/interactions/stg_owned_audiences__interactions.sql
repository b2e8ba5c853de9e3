-- One row per raw row: typed, in UTC, and whether it keeps the contract.
with source as (
    {{ read_input('interactions', **interaction_columns()) }}
),

typed as (
    {{ typed_interactions('source') }}
),

final as (
    select
        *,
        coalesce(user_id, anonymous_id) as identifier,
        user_id is not null as is_user,
        cast(occurred_at as date) as day,
        cast(greatest(occurred_at, coalesce(received_at, occurred_at)) as date) as known_on,
        ({{ interaction_rules().values() | join(' or ') }}) is false as is_valid
    from typed
)

select * from final
