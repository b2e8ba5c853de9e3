-- One row per audience with a desired action that needs a fit: how its label windows lie in time,
-- and up to when outcomes are known.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where needs_fit and horizon_days is not null
),

daily_activity as (
    select * from {{ ref('int_owned_audiences__daily_activity') }}
),

as_of as (
    select max(as_of) as as_of
    from audiences
),

history as (
    select
        min(daily_activity.known_on) as first_known_on,
        max(daily_activity.known_on) + 1 as known_until
    from daily_activity
    cross join as_of
    where daily_activity.known_on < as_of.as_of
),

-- how late interactions usually become known
lateness as (
    select
        cast(
            coalesce(quantile_disc(daily_activity.known_on - daily_activity.day, 0.99), 0)
            as integer
        ) as days
    from daily_activity
    cross join as_of
    where
        daily_activity.known_on < as_of.as_of
        and daily_activity.known_on >= as_of.as_of - 90
),

final as (
    select
        audiences.audience,
        audiences.as_of,
        audiences.horizon_days,
        audiences.gap_days,
        history.first_known_on,
        -- what has not been observed yet is no outcome
        least(audiences.as_of, history.known_until) as observed_until,
        audiences.gap_days + audiences.horizon_days as window_end_after,
        audiences.gap_days + audiences.horizon_days + lateness.days as known_after
    from audiences
    cross join lateness
    cross join history
)

select * from final
