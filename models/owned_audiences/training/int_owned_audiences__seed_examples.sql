-- One row per audience with a seed list whose model is due, and sampled person: a member as of
-- their date, or somebody else as of one of the members' dates. Weights balance the two.
{% set people_of_each_class = 30000 %}
with pairs as (
    select * from {{ ref('int_owned_audiences__seed_pairs') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

dated_people as (
    select distinct
        as_of,
        person_key
    from pairs
),

facts as (
    {{ facts_of_pairs('dated_people') }}
),

eligible as (
    {{ eligible_pairs('pairs') }}
),

sampled as (
    select *
    from eligible
    qualify row_number() over (
        partition by audience, acted order by md5(person_id || audience) asc, person_id asc
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
        cast(-days_since_last_interaction as double) as rule_score,
        days_since_last_interaction,
        tenure_days,
        interactions
    from sampled
)

select * from final
