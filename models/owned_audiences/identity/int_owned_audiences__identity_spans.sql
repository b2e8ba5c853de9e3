-- One row per anonymous identifier and span of days in which it belongs to a user: from each link
-- on to the user linked last, before the first link to the first.
with links as (
    select * from {{ ref('int_owned_audiences__links') }}
),

shared_identifiers as (
    select * from {{ ref('int_owned_audiences__shared_identifiers') }}
),

identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
),

last_of_day as (
    select links.*
    from links
    left join shared_identifiers on links.anonymous_id = shared_identifiers.anonymous_id
    where shared_identifiers.anonymous_id is null
    qualify row_number() over (
        partition by links.anonymous_id, links.linked_on
        order by links.linked_at desc, links.user_id asc
    ) = 1
),

changes as (
    select
        *,
        coalesce(user_id != lag(user_id) over identifier, true) as is_change
    from last_of_day
    window identifier as (partition by anonymous_id order by linked_on)
),

numbered as (
    select
        *,
        count(*) filter (where is_change) over (
            partition by anonymous_id order by linked_on
        ) as span
    from changes
),

spans as (
    select
        anonymous_id,
        user_id,
        span,
        min(linked_on) as linked_on,
        min(known_on) as known_on
    from numbered
    group by anonymous_id, user_id, span
),

final as (
    select
        anonymous.identifier_key,
        users.identifier_key as person_key,
        users.identifier as person_id,
        case when spans.span = 1 then {{ first_of_days() }} else spans.linked_on end as from_day,
        coalesce(
            lead(spans.linked_on) over (
                partition by spans.anonymous_id order by spans.linked_on
            ),
            {{ last_of_days() }}
        ) as until_day,
        spans.known_on as linked_on
    from spans
    inner join identifiers as anonymous
        on spans.anonymous_id = anonymous.identifier and not anonymous.is_user
    inner join identifiers as users on spans.user_id = users.identifier and users.is_user
)

select * from final
