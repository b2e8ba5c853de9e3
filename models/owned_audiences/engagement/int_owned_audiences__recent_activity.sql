-- One row per row of activity in the last year, as known as of the current as_of; contacts are no
-- activity. A view: it is read for each dimension.
{{ config(materialized='view') }}

with dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
),

final as (
    select
        activity.person_key,
        activity.dimension_key,
        {{ days_between('activity.day', 'dates.as_of') }} as days_ago,
        activity.interactions,
        activity.value
    from {{ own_activity() }} as activity
    inner join dates on activity.attributable_on < dates.as_of
    where {{ days_between('activity.day', 'dates.as_of') }} <= 365
)

select * from final
