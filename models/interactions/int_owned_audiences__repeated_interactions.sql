-- One row per valid row whose interaction_id is not its alone, in the order in which they arrived.
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
    where is_valid
),

-- read on its own: a shared CTE would hold all interactions in memory
repeated_ids as (
    select interaction_id
    from {{ ref('stg_owned_audiences__interactions') }}
    where is_valid
    group by interaction_id
    having count(*) > 1
),

final as (
    select
        interactions.*,
        row_number() over (
            partition by interactions.interaction_id
            -- the content decides between rows of the same time, so that their order does not
            order by
                coalesce(interactions.received_at, interactions.occurred_at),
                interactions.occurred_at, interactions.user_id,
                interactions.anonymous_id, interactions.interaction_type, interactions.channel,
                interactions.topic, interactions.value
        ) as arrival
    from interactions
    inner join repeated_ids on interactions.interaction_id = repeated_ids.interaction_id
)

select * from final
