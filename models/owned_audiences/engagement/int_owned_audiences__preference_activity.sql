-- One row per row of activity in the last year, as known as of the current as_of, of people whose
-- preferences count; contacts are no preferences. A view: it is read in blocks of people.
{{ config(materialized='view') }}

with persons as (
    select * from {{ ref('int_owned_audiences__preference_people') }}
),

final as (
    select
        persons.person_key,
        persons.is_planned,
        persons.is_sampled,
        activity.dimension_key,
        {{ days_between('activity.day', 'persons.as_of') }} as days_ago
    from {{ own_activity() }} as activity
    inner join persons on activity.person_key = persons.person_key
    where
        activity.attributable_on < persons.as_of
        and {{ days_between('activity.day', 'persons.as_of') }} <= 365
)

select * from final
