-- One row per audience with a desired action that needs a fit: how its label windows lie in time,
-- and up to when outcomes are known. Where the history is too short to validate a model on windows
-- of the whole horizon, labels are those of a quarter of it, of a week at least.
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

spans as (
    select
        audiences.audience,
        audiences.as_of,
        audiences.horizon_days,
        audiences.gap_days,
        audiences.is_absent,
        lateness.days as lateness_days,
        least(30, audiences.horizon_days) as step,
        greatest(7, cast(round(audiences.horizon_days / 4.0) as integer)) as short_days,
        history.first_known_on,
        -- what has not been observed yet is no outcome
        least(audiences.as_of, history.known_until) as observed_until
    from audiences
    cross join lateness
    cross join history
),

-- the newest window of the whole horizon, and before it one to train on
measured as (
    select
        *,
        short_days < horizon_days
        and observed_until - gap_days - horizon_days - lateness_days
        - cast(ceil((gap_days + horizon_days) / step) as integer) * step
        < first_known_on + step as is_short
    from spans
),

final as (
    select
        audience,
        as_of,
        horizon_days,
        gap_days,
        is_absent,
        case when is_short then short_days else horizon_days end as label_days,
        -- so much is to be known before the first cut-off
        case when is_short then 7 else step end as history_days,
        first_known_on,
        observed_until,
        lateness_days
    from measured
)

select * from final
