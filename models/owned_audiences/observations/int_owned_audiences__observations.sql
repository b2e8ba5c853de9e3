-- One row per date and person of whom something was known before it: the facts over which
-- `eligible` is written. Everyone as of today and as of the past dates that models are trained on;
-- as of the dates of members of seed sets, the people sampled there. Contacts are no activity.
with activity_days as (
    select * from {{ ref('int_owned_audiences__activity_days') }}
),

person_identifiers as (
    select * from {{ ref('int_owned_audiences__person_identifiers') }}
),

dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
    union distinct
    select as_of from {{ ref('int_owned_audiences__label_windows') }}
),

seed_set_people as (
    select distinct
        sample.as_of,
        sample.person_key
    from {{ ref('int_owned_audiences__seed_set_sample') }} as sample
    left join dates on sample.as_of = dates.as_of
    where dates.as_of is null
),

known_days as (
    select known_on from activity_days
    union distinct
    select linked_on as known_on from person_identifiers
),

-- activity counts from the first of the dates before which it was known
counted_from as (
    select
        known_days.known_on,
        min(dates.as_of) as as_of
    from known_days
    inner join dates on known_days.known_on < dates.as_of
    group by known_days.known_on
),

activity as (
    select
        activity.person_key,
        counted_from.as_of,
        min(activity.day) as first_day,
        max(activity.day) as last_day,
        sum(activity.interactions) as interactions,
        sum(activity.value) as value
    from {{ own_activity() }} as activity
    inner join counted_from on activity.attributable_on = counted_from.known_on
    group by activity.person_key, counted_from.as_of
),

days as (
    select
        person_key,
        day,
        min(attributable_on) as attributable_on
    from {{ own_activity() }} as activity
    group by person_key, day
),

new_days as (
    select
        days.person_key,
        counted_from.as_of,
        count(*) as active_days
    from days
    inner join counted_from on days.attributable_on = counted_from.known_on
    group by days.person_key, counted_from.as_of
),

cumulative as (
    select
        activity.person_key,
        activity.as_of as from_as_of,
        lead(activity.as_of) over person as until_as_of,
        min(activity.first_day) over person as first_day,
        max(activity.last_day) over person as last_day,
        sum(activity.interactions) over person as interactions,
        sum(activity.value) over person as value,
        sum(new_days.active_days) over person as active_days
    from activity
    left join new_days
        on activity.person_key = new_days.person_key and activity.as_of = new_days.as_of
    window person as (partition by activity.person_key order by activity.as_of)
),

observed as (
    select
        dates.as_of,
        cumulative.person_key,
        cumulative.first_day,
        cumulative.last_day,
        cumulative.interactions,
        cumulative.value,
        cumulative.active_days
    from cumulative
    inner join dates
        on
            dates.as_of >= cumulative.from_as_of
            and (dates.as_of < cumulative.until_as_of or cumulative.until_as_of is null)
    union all
    select
        seed_set_people.as_of,
        seed_set_people.person_key,
        min(activity.day) as first_day,
        max(activity.day) as last_day,
        sum(activity.interactions) as interactions,
        sum(activity.value) as value,
        count(distinct activity.day) as active_days
    from {{ own_activity() }} as activity
    inner join seed_set_people
        on
            activity.person_key = seed_set_people.person_key
            and activity.attributable_on < seed_set_people.as_of
    group by seed_set_people.as_of, seed_set_people.person_key
),

final as (
    select
        as_of,
        person_key,
        first_day,
        last_day,
        {{ days_between('last_day', 'as_of') }} as days_since_last_interaction,
        {{ days_between('first_day', 'as_of') }} as tenure_days,
        cast(interactions as bigint) as interactions,
        cast(value as decimal(38, 4)) as value,
        cast(active_days as bigint) as active_days
    from observed
)

select * from final
