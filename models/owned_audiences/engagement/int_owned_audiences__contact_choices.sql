-- One row per person in a tier whom nothing rules out: the audience that wins, the date, and their
-- rank among all who are to be contacted by the same channel on it. Whom the budget of their own
-- date leaves over gets the first date with room, in the same order.
{% set order = [
    'audience_priority', 'expected_value desc nulls last', 'percentile desc', 'md5(person_id)',
] | join(', ') %}
with candidates as (
    select * from {{ ref('int_owned_audiences__contact_candidates') }}
    where is_open
),

contact_dates as (
    select distinct next_on from {{ ref('int_owned_audiences__contact_dates') }}
),

winners as (
    select *
    from candidates
    qualify row_number() over (partition by person_id order by contact_rank) = 1
),

on_own_dates as (
    select
        *,
        channel_budget is null
        or row_number() over (partition by next_on, channel order by {{ order }})
        <= channel_budget as has_place
    from winners
),

rooms as (
    select
        channels.channel,
        contact_dates.next_on,
        channels.channel_budget - count(on_own_dates.person_id) as room
    from (
        select distinct
            channel,
            channel_budget
        from winners
        where channel_budget is not null
    ) as channels
    cross join contact_dates
    left join on_own_dates
        on
            channels.channel = on_own_dates.channel
            and contact_dates.next_on = on_own_dates.next_on
            and on_own_dates.has_place
    group by channels.channel, contact_dates.next_on, channels.channel_budget
),

-- the places of all dates in a row
places as (
    select
        *,
        sum(room) over (partition by channel order by next_on) as last_place
    from rooms
),

waiting as (
    select
        person_id,
        channel,
        row_number() over (partition by channel order by {{ order }}) as place
    from on_own_dates
    where not has_place
),

moved as (
    select
        waiting.person_id,
        places.next_on
    from waiting
    inner join places
        on
            waiting.channel = places.channel
            and waiting.place > places.last_place - places.room
            and waiting.place <= places.last_place
),

dated as (
    select
        on_own_dates.* exclude (next_on, has_place),
        coalesce(moved.next_on, on_own_dates.next_on) as next_on,
        moved.person_id is not null as is_moved,
        on_own_dates.has_place or moved.person_id is not null as is_within_budget
    from on_own_dates
    left join moved on on_own_dates.person_id = moved.person_id
),

final as (
    select
        *,
        row_number() over (
            partition by next_on, channel
            order by is_within_budget desc, is_moved asc, {{ order }}
        ) as channel_rank
    from dated
)

select * from final
