-- One row per person with an interaction known as of the current as_of: what they did, when, where
-- and about what, and what they consented to.
-- noqa: disable=LT02
-- depends_on: {{ ref('owned_audiences__runs') }}
with observations as (
    select * from {{ ref('int_owned_audiences__current_observations') }}
),

dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
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

favorites as (
    select
        person_key,
        {{ by_dimension() }}
    from {{ ref('int_owned_audiences__favorites') }}
    group by person_key
),

recent_counts as (
    select * from {{ ref('int_owned_audiences__recent_counts') }}
),

consents as (
    select
        consents.person_key,
        {{ dbt.listagg('consents.purpose', "', '", 'order by consents.purpose') }} as purposes
    from {{ ref('int_owned_audiences__consents') }} as consents
    inner join dates
        on dates.as_of > consents.known_on and dates.as_of <= consents.until_day
    group by consents.person_key
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
        observations.value,
        consents.purposes as consented_purposes,
        {%- for days in [30, 90, 365] %}
        coalesce(recent_counts.interactions_{{ days }}d, 0) as interactions_{{ days }}d,
        recent_counts.value_{{ days }}d,
        {%- endfor %}
        {%- for dimension in engagement_dimensions() %}
        {{ category_label(dimension, 'favorites.' ~ dimension) }} as favorite_{{ dimension }},
        favorites.{{ dimension }}_share as favorite_{{ dimension }}_share
        {{- ',' if not loop.last }}
        {%- endfor %}
    from observations
    left join recent_counts on observations.person_key = recent_counts.person_key
    left join favorites on observations.person_key = favorites.person_key
    left join consents on observations.person_key = consents.person_key
    left join scorable on observations.person_key = scorable.person_key
    left join engageable on observations.person_key = engageable.person_key
)

select * from final
