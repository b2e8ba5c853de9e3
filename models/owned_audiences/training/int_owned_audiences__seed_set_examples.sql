-- One row per audience with a seed set that needs a fit, and sampled person: a member as of
-- their date, or somebody else as of one of the members' dates. Weights balance the two.
{% set people_of_each_class = 30000 %}
with seed_set_sample as (
    select * from {{ ref('int_owned_audiences__seed_set_sample') }}
),

eligible as (
    select * from {{ ref('int_owned_audiences__eligible_observations') }}
),

sampled as (
    select
        seed_set_sample.audience,
        seed_set_sample.as_of,
        seed_set_sample.person_key,
        seed_set_sample.person_id,
        seed_set_sample.acted,
        eligible.days_since_last_interaction,
        eligible.tenure_days,
        eligible.interactions
    from seed_set_sample
    inner join eligible
        on
            seed_set_sample.audience = eligible.audience
            and seed_set_sample.as_of = eligible.as_of
            and seed_set_sample.person_key = eligible.person_key
    qualify row_number() over (
        partition by seed_set_sample.audience, seed_set_sample.acted
        order by
            md5(seed_set_sample.person_id || seed_set_sample.audience) asc,
            seed_set_sample.person_id asc
    ) <= {{ people_of_each_class }}
),

final as (
    select
        audience,
        as_of,
        person_key,
        person_id,
        acted,
        -- each class as much as half of the examples
        count(*) over (partition by audience)
        / (2.0 * count(*) over (partition by audience, acted)) as weight,
        cast(-days_since_last_interaction as double) as baseline_score,
        days_since_last_interaction,
        tenure_days,
        interactions
    from sampled
)

select * from final
