-- One row per sampled training example and feature that is counted again, by known_on alone.
-- Without the macros that make the features, so that a mistake of theirs is seen.
with recount_sample as (
    select * from {{ ref('int_owned_audiences__recount_sample') }}
    where is_linked
),

category_keys as (
    select * from {{ ref('int_owned_audiences__category_keys') }}
),

counts_by_type as (
    select
        feature,
        subject_key
    from {{ ref('int_owned_audiences__features') }}
    where family = 'interaction_type' and measure = 'count_365d'
),

activity as (
    select
        recount_sample.audience,
        recount_sample.as_of,
        recount_sample.person_key,
        category_keys.type_key,
        category_keys.is_contact,
        daily_activity.day,
        daily_activity.interactions,
        {{ days_between('daily_activity.day', 'recount_sample.as_of') }} as age
    from recount_sample
    inner join {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
        on
            recount_sample.identifier_key = daily_activity.identifier_key
            and daily_activity.day >= recount_sample.from_day
            and daily_activity.day < recount_sample.until_day
            and daily_activity.known_on < recount_sample.as_of
    inner join category_keys on daily_activity.dimension_key = category_keys.dimension_key
),

final as (
    {%- for feature, count in {
        'interaction_count_ever': 'sum(interactions)',
        'interaction_days_since': 'min(age)',
        'active_days_395d': 'count(distinct case when age <= 395 then day end)',
    }.items() %}
    select
        audience,
        as_of,
        person_key,
        '{{ feature }}' as feature,
        {{ count }} as value -- noqa: RF04
    from activity
    where not is_contact
    group by audience, as_of, person_key
    union all
    {%- endfor %}
    select
        activity.audience,
        activity.as_of,
        activity.person_key,
        counts_by_type.feature,
        sum(activity.interactions) as value -- noqa: RF04
    from activity
    inner join counts_by_type
        on activity.type_key = counts_by_type.subject_key
    where activity.age <= 365
    group by activity.audience, activity.as_of, activity.person_key, counts_by_type.feature
    union all
    select
        recount_sample.audience,
        recount_sample.as_of,
        recount_sample.person_key,
        'desired_action_count_ever' as feature,
        sum(desired_actions.actions) as value -- noqa: RF04
    from recount_sample
    inner join {{ ref('int_owned_audiences__desired_actions') }} as desired_actions
        on
            recount_sample.audience = desired_actions.audience
            and recount_sample.identifier_key = desired_actions.identifier_key
            and desired_actions.day >= recount_sample.from_day
            and desired_actions.day < recount_sample.until_day
            and desired_actions.known_on < recount_sample.as_of
    group by recount_sample.audience, recount_sample.as_of, recount_sample.person_key
)

select * from final
