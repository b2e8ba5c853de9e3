-- One row per span of more than a week, between days with data, of which nothing was recorded: what
-- people did in label windows inside it is not known.
{{ config(materialized='view') }}
with dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

activity_days as (
    select activity_days.known_on
    from {{ ref('int_owned_audiences__activity_days') }} as activity_days
    inner join dates on activity_days.known_on < dates.as_of
    where activity_days.interactions > 0 or activity_days.erased_interactions > 0
),

spans as (
    select
        known_on + 1 as first_day,
        lead(known_on) over (order by known_on) - 1 as last_day
    from activity_days
),

final as (
    select
        first_day,
        last_day
    from spans
    where last_day >= first_day + 7
)

select * from final
