-- Dates on which daily activity holds another number or value of interactions than were accepted.
with activity_days as (
    select * from {{ ref('int_owned_audiences__activity_days') }}
    where interactions > 0
),

daily_activity as (
    select
        known_on,
        sum(interactions) as interactions,
        coalesce(sum(value), 0) as value
    from {{ ref('int_owned_audiences__daily_activity') }}
    group by known_on
)

select
    coalesce(activity_days.known_on, daily_activity.known_on) as known_on,
    activity_days.interactions as accepted_interactions,
    daily_activity.interactions as daily_interactions
from activity_days
full outer join daily_activity on activity_days.known_on = daily_activity.known_on
where
    activity_days.interactions is distinct from daily_activity.interactions
    or activity_days.value is distinct from daily_activity.value
