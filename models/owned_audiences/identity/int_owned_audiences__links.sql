-- One row per anonymous id, user and day on which they were linked, and since when that is known.
with identity_links as (
    select * from {{ ref('stg_owned_audiences__identity_links') }}
    where exclusion_reason is null
),

observed_links as (
    select * from {{ ref('int_owned_audiences__observed_links') }}
),

links as (
    select
        anonymous_id,
        user_id,
        known_on as day,
        known_on,
        linked_at
    from identity_links
    union all
    select
        anonymous_id,
        user_id,
        day,
        known_on,
        linked_at
    from observed_links
),

final as (
    select
        anonymous_id,
        user_id,
        day as linked_on,
        min(known_on) as known_on,
        max(linked_at) as linked_at
    from links
    group by anonymous_id, user_id, day
)

select * from final
