-- One row per cut-off, sampled person and feature that is not zero; audience is null where the
-- feature is the same for all audiences.
with training_examples as (
    select * from {{ ref('int_owned_audiences__training_examples') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

population as (
    select distinct
        as_of,
        person_key,
        days_since_last_interaction,
        tenure_days,
        interactions
    from training_examples
),

audience_dates as (
    select distinct
        audience,
        as_of
    from training_examples
),

final as (
    {{ features('population', 'audience_dates') }}
)

select * from final
