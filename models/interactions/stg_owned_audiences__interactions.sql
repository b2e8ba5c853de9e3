-- One row per raw row: typed, in UTC, and whether it keeps the contract.
with source as (
    {{ read_input(
        'interactions',
        required={
            'interaction_id': 'text', 'occurred_at': 'timestamp', 'interaction_type': 'text',
        },
        optional={
            'user_id': 'text', 'anonymous_id': 'text', 'received_at': 'timestamp',
            'channel': 'text', 'topic': 'text', 'value': 'decimal(18, 4)',
        },
        one_of=['user_id', 'anonymous_id'],
    ) }}
),

typed as (
    select
        nullif(cast(interaction_id as text), '') as interaction_id,
        nullif(cast(user_id as text), '') as user_id,
        nullif(cast(anonymous_id as text), '') as anonymous_id,
        {{ utc_timestamp('occurred_at') }} as occurred_at,
        {{ utc_timestamp('received_at') }} as received_at,
        nullif(cast(interaction_type as text), '') as interaction_type,
        nullif(cast(channel as text), '') as channel,
        nullif(cast(topic as text), '') as topic,
        {{ try_cast('value', 'decimal(18, 4)') }} as value,
        {{ try_cast('value', 'double') }} as value_as_double,
        occurred_at as raw_occurred_at,
        received_at as raw_received_at,
        value as raw_value
    from source
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
