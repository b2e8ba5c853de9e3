-- One row per person and row of daily activity of an identifier that belonged to them on the day.
-- attributable_on is the date on which it was known that the person did it: a link that the action
-- itself brought about would else tell the outcome.
{{ config(materialized='view') }}

with users as (
    select
        identifier_key as person_key,
        dimension_key,
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
        person_identifiers.person_key,
        daily_activity.dimension_key,
        daily_activity.day,
        greatest(daily_activity.known_on, person_identifiers.linked_on) as attributable_on,
        daily_activity.interactions,
        daily_activity.value
    from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
    inner join {{ ref('int_owned_audiences__person_identifiers') }} as person_identifiers
        on
            daily_activity.identifier_key = person_identifiers.identifier_key
            and daily_activity.day >= person_identifiers.from_day
            and daily_activity.day < person_identifiers.until_day
    where not daily_activity.is_user
),

final as (
    select * from users
    union all
    select * from anonymous
)

select * from final
