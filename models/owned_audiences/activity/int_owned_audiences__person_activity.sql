-- One row per person and row of daily activity of an identifier that belonged to them on the day.
-- attributable_on is the date on which it was known that the person did it: a link that the action
-- itself brought about would else tell the outcome.
{{ config(materialized='view') }}

with users as (
    select
        identifier_key as person_key,
        kind_key,
        day,
        known_on as attributable_on,
        interactions,
        value
    from {{ ref('int_owned_audiences__daily_activity') }}
    where is_user
),

-- users need no join: theirs is most of the activity
anonymous as (
    select
        people.person_key,
        daily_activity.kind_key,
        daily_activity.day,
        greatest(daily_activity.known_on, people.linked_on) as attributable_on,
        daily_activity.interactions,
        daily_activity.value
    from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
    inner join {{ ref('int_owned_audiences__people') }} as people
        on
            daily_activity.identifier_key = people.identifier_key
            and daily_activity.day >= people.from_day
            and daily_activity.day < people.until_day
    where not daily_activity.is_user
),

final as (
    select * from users
    union all
    select * from anonymous
)

select * from final
