-- One row per person in a tier, whose preferences are looked up, or in the sample from which the
-- overall ones are learned.
{% set sampled_people = 20000 %}
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

-- people who may not be scored do not shape what is said of others
observations as (
    select observations.*
    from {{ ref('int_owned_audiences__current_observations') }} as observations
    {{ with_consent('observations', 'scoring') }}
),

planned as (
    select distinct person_key
    from propensities
    where tier != 'rest'
),

population as (
    select {{ sampled_people }} / greatest(count(*), 1) as sampled_share
    from observations
),

persons as (
    select
        observations.person_key,
        observations.as_of,
        planned.person_key is not null as is_planned,
        {{ is_sampled('observations.person_id', 'population.sampled_share') }} as is_sampled
    from observations
    cross join population
    left join planned on observations.person_key = planned.person_key
),

final as (
    select * from persons
    where is_planned or is_sampled
)

select * from final
