-- One row per person with an interaction known as of the current as_of, and what they consented to.
-- depends_on: {{ ref('owned_audiences__runs') }}
with observations as (
    select * from {{ ref('int_owned_audiences__current_observations') }}
),

-- everyone, where the input consents is not set
scorable as (
    select distinct observations.person_key
    from observations
    {{ with_consent('observations', 'scoring') }}
),

engageable as (
    select distinct observations.person_key
    from observations
    {{ with_consent('observations', 'engagement') }}
),

final as (
    select
        observations.person_id,
        observations.as_of,
        observations.first_day as first_active_on,
        observations.last_day as last_active_on,
        scorable.person_key is not null as may_be_scored,
        engageable.person_key is not null as may_be_engaged,
        observations.days_since_last_interaction,
        observations.tenure_days,
        observations.active_days,
        observations.interactions,
        observations.value
    from observations
    left join scorable on observations.person_key = scorable.person_key
    left join engageable on observations.person_key = engageable.person_key
)

select * from final
