-- One row per anonymous id that is linked to more users than max_users_per_identifier: it belongs
-- to nobody.
with links as (
    select * from {{ ref('int_owned_audiences__links') }}
),

final as (
    select
        anonymous_id,
        count(distinct user_id) as users,
        min(linked_on) as first_linked_on,
        max(linked_on) as last_linked_on
    from links
    group by anonymous_id
    having count(distinct user_id) > {{ var('max_users_per_identifier') }}
)

select * from final
