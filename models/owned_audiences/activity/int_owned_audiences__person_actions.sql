-- One row per person and row of desired actions of an identifier that belonged to them on the day;
-- attributable_on is the date on which it was known that the person did it.
{{ config(materialized='view') }}

with desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

final as (
    select
        desired_actions.audience,
        people.person_key,
        desired_actions.day,
        greatest(desired_actions.known_on, people.linked_on) as attributable_on,
        desired_actions.actions,
        desired_actions.value
    from desired_actions
    inner join people
        on
            desired_actions.identifier_key = people.identifier_key
            and desired_actions.day >= people.from_day
            and desired_actions.day < people.until_day
)

select * from final
