-- One row per valid row whose interaction_id is not its alone, in the order in which they arrived.
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
    where is_valid
),

-- read on its own, as a shared CTE would hold all interactions in memory; of rows that break the
-- contract, too, as it then takes one column
repeated_ids as (
    select interaction_id
    from {{ ref('stg_owned_audiences__interactions') }}
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
                coalesce(interactions.received_at, interactions.occurred_at) asc,
                interactions.occurred_at asc,
                interactions.user_id asc nulls last,
                interactions.anonymous_id asc nulls last,
                interactions.interaction_type asc,
                interactions.channel asc nulls last,
                interactions.topic asc nulls last,
                interactions.value asc nulls last
        ) as arrival
    from interactions
    inner join repeated_ids on interactions.interaction_id = repeated_ids.interaction_id
    qualify count(*) over (partition by interactions.interaction_id) > 1
)

select * from final
