-- One row per person with an interaction known as of the current as_of: what they did, when, where
-- and about what, what they consented to, what is known of them, and their tiers.
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

{%- set names = owned_audiences.audiences() | map(attribute='name') | list %}

-- the columns of a public table stay the same whatever is configured, so that these are JSON texts
latest_attributes as (
    select
        person_attributes.user_id as person_id,
        person_attributes.attribute,
        person_attributes.value
    from {{ ref('stg_owned_audiences__person_attributes') }} as person_attributes
    inner join dates on dates.as_of > person_attributes.known_on
    where person_attributes.exclusion_reason is null
    qualify row_number() over (
        partition by person_attributes.user_id, person_attributes.attribute
        order by
            person_attributes.known_on desc,
            person_attributes.valid_from desc nulls last,
            person_attributes.value desc nulls last
    ) = 1
),

attributes as (
    select
        person_id,
        '{' || {{ dbt.listagg(
            json_text('attribute') ~ " || ': ' || " ~ json_text('value'), "', '", 'order by attribute'
        ) }} || '}' as attributes
    from latest_attributes
    where value is not null
    group by person_id
),

in_audiences as (
    select
        {%- for name in names %}
        max(tier) filter (where audience = '{{ name }}') as tier_{{ loop.index }},
        max(percentile) filter (where audience = '{{ name }}') as percentile_{{ loop.index }},
        {%- endfor %}
        person_id
    from {{ ref('int_owned_audiences__segments') }}
    group by person_id
),

audiences as (
    select
        person_id,
        {%- for part in ['tier', 'percentile'] %}
        '{' || concat_ws(
            ', ', null
            {%- for name in names %},
            '"{{ name }}": ' || {{ json_text(part ~ '_' ~ loop.index) }}
            {%- endfor %}
        ) || '}' as {{ part }}s{{ ',' if not loop.last }}
        {%- endfor %}
    from in_audiences
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
        attributes.attributes,
        audiences.tiers,
        audiences.percentiles,
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
    left join attributes on observations.person_id = attributes.person_id
    left join audiences on observations.person_id = audiences.person_id
    left join scorable on observations.person_key = scorable.person_key
    left join engageable on observations.person_key = engageable.person_key
)

select * from final
