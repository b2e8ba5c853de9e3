-- One row per person in a tier whom nothing rules out: the audience that wins, the date, and their
-- rank among all who are to be contacted by the same channel on it. People over the budget of
-- their own date move to the first date with room, in the same order.
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
        <= channel_budget as fits_own_date
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
            and on_own_dates.fits_own_date
    group by channels.channel, contact_dates.next_on, channels.channel_budget
),

-- the room of all dates in a row
cumulative_rooms as (
    select
        *,
        sum(room) over (partition by channel order by next_on) as cumulative_room
    from rooms
),

waiting as (
    select
        person_id,
        channel,
        row_number() over (partition by channel order by {{ order }}) as queue_rank
    from on_own_dates
    where not fits_own_date
),

moved as (
    select
        waiting.person_id,
        cumulative_rooms.next_on
    from waiting
    inner join cumulative_rooms
        on
            waiting.channel = cumulative_rooms.channel
            and waiting.queue_rank > cumulative_rooms.cumulative_room - cumulative_rooms.room
            and waiting.queue_rank <= cumulative_rooms.cumulative_room
),

dated as (
    select
        on_own_dates.* exclude (next_on, fits_own_date),
        coalesce(moved.next_on, on_own_dates.next_on) as next_on,
        moved.person_id is not null as is_moved,
        on_own_dates.fits_own_date or moved.person_id is not null as is_within_budget
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
