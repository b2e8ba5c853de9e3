-- One row per person with an interaction known as of the current as_of.
with person_facts as (
    select * from {{ ref('int_owned_audiences__person_facts') }}
),

final as (
    select
        person_id,
        as_of,
        first_day as first_active_on,
        last_day as last_active_on,
        days_since_last_interaction,
        tenure_days,
        active_days,
        interactions,
        value
    from person_facts
)

select * from final
