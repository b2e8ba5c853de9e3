-- One row per cut-off, sampled person and feature that is not zero; audience is null where the
-- feature is the same for all audiences.
with training_examples as (
    select * from {{ ref('int_owned_audiences__training_examples') }}
),

observed as (
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
    {{ features(
        observed='observed',
        audience_dates='audience_dates',
        activity=ref('int_owned_audiences__person_activity'),
        actions=ref('int_owned_audiences__person_actions'),
        category_keys=ref('int_owned_audiences__category_keys'),
        attribute_history=ref('int_owned_audiences__attribute_history'),
        definitions=ref('int_owned_audiences__features'),
    ) }}
)

select * from final
