-- One row per person with an interaction known as of the current as_of: what is known of them then.
with activity_days as (
    select * from {{ ref('int_owned_audiences__activity_days') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

facts as (
    {{ person_facts('dates', active_days=true) }}
),

final as (
    select
        people.person_id,
        facts.*
    from facts
    inner join people
        on facts.person_key = people.person_key and people.identifier_key = people.person_key
)

select * from final
