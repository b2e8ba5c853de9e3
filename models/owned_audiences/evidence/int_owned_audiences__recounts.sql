-- One row per audience that was fitted in this run and sampled training example: how many of its
-- features are not what a recount gives, and whether a link that was made later would tell more.
with recount_sample as (
    select * from {{ ref('int_owned_audiences__recount_sample') }}
),

recounted as (
    select * from {{ ref('int_owned_audiences__recounted_features') }}
),

examples as (
    select distinct
        audience,
        as_of,
        person_key
    from recount_sample
),

recounted_names as (
    select feature from {{ ref('int_owned_audiences__features') }}
    where
        (family = 'interaction_type' and measure = 'count_365d')
        or feature in ('interaction_count_ever', 'interaction_days_since')
        or feature in ('active_days_395d', 'desired_action_count_ever')
),

trained_on as (
    select
        examples.*,
        features.feature,
        features.value
    from {{ ref('int_owned_audiences__training_features') }} as features
    inner join recounted_names on features.feature = recounted_names.feature
    inner join examples
        on
            features.as_of = examples.as_of
            and features.person_key = examples.person_key
            and coalesce(features.audience, examples.audience) = examples.audience
),

-- what one of the two does not have is zero there
differing as (
    select
        audience,
        as_of,
        person_key,
        feature
    from (
        select * from trained_on
        union all
        select
            audience,
            as_of,
            person_key,
            feature,
            -value as value -- noqa: RF04
        from recounted
    ) as both_counts
    group by audience, as_of, person_key, feature
    having sum(value) != 0
),

differences as (
    select
        audience,
        as_of,
        person_key,
        count(*) as differing_features,
        min(feature) as differing_feature
    from differing
    group by audience, as_of, person_key
),

later_links as (
    select distinct
        recount_sample.audience,
        recount_sample.as_of,
        recount_sample.person_key
    from recount_sample
    inner join {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
        on
            recount_sample.identifier_key = daily_activity.identifier_key
            and daily_activity.day >= recount_sample.from_day
            and daily_activity.day < recount_sample.until_day
            and daily_activity.known_on < recount_sample.as_of
    where not recount_sample.is_linked
),

final as (
    select
        examples.*,
        coalesce(differences.differing_features, 0) as differing_features,
        differences.differing_feature,
        later_links.person_key is not null as has_later_links
    from examples
    left join differences
        on
            examples.audience = differences.audience
            and examples.as_of = differences.as_of
            and examples.person_key = differences.person_key
    left join later_links
        on
            examples.audience = later_links.audience
            and examples.as_of = later_links.as_of
            and examples.person_key = later_links.person_key
)

select * from final
