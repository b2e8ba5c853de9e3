-- One row per person and row of desired actions of an identifier that belonged to them on the day;
-- attributable_on is the date on which it was known that the person did it.
{{ config(materialized='view') }}

with desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

person_identifiers as (
    select * from {{ ref('int_owned_audiences__person_identifiers') }}
),

final as (
    select
        desired_actions.audience,
        person_identifiers.person_key,
        desired_actions.day,
        greatest(desired_actions.known_on, person_identifiers.linked_on) as attributable_on,
        desired_actions.actions,
        desired_actions.value
    from desired_actions
    inner join person_identifiers
        on
            desired_actions.identifier_key = person_identifiers.identifier_key
            and desired_actions.day >= person_identifiers.from_day
            and desired_actions.day < person_identifiers.until_day
)

select * from final
