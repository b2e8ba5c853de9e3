-- One row per person to contact: for which audience, on which date, by which channel, about what.
with choices as (
    select * from {{ ref('int_owned_audiences__contact_choices') }}
    where is_within_budget
),

final as (
    select
        person_id,
        audience,
        as_of,
        tier,
        next_on,
        day_part,
        channel,
        topic,
        reason,
        propensity,
        percentile,
        expected_value,
        channel_rank
    from choices
)

select * from final
