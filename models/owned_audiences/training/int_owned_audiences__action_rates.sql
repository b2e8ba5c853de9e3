-- One row per audience that needs a fit and past date: how many people were known before it,
-- eligible or not, and how many of them did the desired action in the label window. How that moved
-- says how many will act; the years before a model's date are counted to the day, for the season.
{% set days_of_history = 1200 %}
with label_spans as (
    select
        *,
        gap_days + horizon_days as window_end_after,
        observed_until - gap_days - horizon_days - lateness_days as newest_on,
        -- a year of 52 weeks is a whole number of steps
        case
            {% for step in [28, 26, 14, 13, 7, 4, 2] -%}
            when horizon_days >= {{ step }} then {{ step }}
            {% endfor -%}
            else 1
        end as step
    from {{ ref('int_owned_audiences__label_spans') }}
),

gaps as (
    select * from {{ ref('int_owned_audiences__gaps') }}
),

cutoffs as (
    select distinct
        audience,
        model_as_of
    from {{ ref('int_owned_audiences__cutoffs') }}
),

people as (
    select
        person_key,
        first_day
    from {{ ref('int_owned_audiences__current_observations') }}
),

first_days as (
    select
        first_day,
        count(*) as people
    from people
    group by first_day
),

training_examples as (
    select training_examples.*
    from {{ ref('int_owned_audiences__training_examples') }} as training_examples
    inner join label_spans
        on
            training_examples.audience = label_spans.audience
            and training_examples.label_days = label_spans.horizon_days
),

person_actions as (
    select * from {{ ref('int_owned_audiences__person_actions') }}
),

dates as (
    select
        audience,
        newest_on
        - step * cast(unnest(range(cast({{ days_of_history }} / step as integer))) as integer)
            as as_of,
        true as is_regular
    from label_spans
    union all
    select
        audience,
        model_as_of - cast(unnest([364, 728, 1092]) as integer) as as_of,
        false as is_regular
    from cutoffs
    union all
    select distinct
        audience,
        as_of,
        false as is_regular
    from training_examples
),

-- with nothing known before it a date says nothing, nor does a window of which nothing was recorded
windows as (
    select
        dates.audience,
        dates.as_of,
        bool_or(dates.is_regular) as is_regular,
        dates.as_of + any_value(label_spans.gap_days) as window_start,
        dates.as_of + any_value(label_spans.window_end_after) as window_end,
        any_value(label_spans.is_absent) as is_absent,
        any_value(label_spans.as_of) as labelled_until
    from dates
    inner join label_spans
        on
            dates.audience = label_spans.audience
            and dates.as_of > label_spans.first_known_on
            and dates.as_of <= label_spans.newest_on
    left join gaps
        on {{ in_gap(
            'dates.as_of + label_spans.gap_days', 'dates.as_of + label_spans.window_end_after'
        ) }}
    where gaps.first_day is null
    group by dates.audience, dates.as_of
),

known as (
    select
        windows.audience,
        windows.as_of,
        sum(first_days.people) as people
    from windows
    inner join first_days on windows.as_of > first_days.first_day
    group by windows.audience, windows.as_of
),

acted as (
    {{ people_who_acted('windows', 'person_actions', ['audience', 'as_of']) }}
),

-- whoever was not known yet could not have been expected to act
actors as (
    select
        acted.audience,
        acted.as_of,
        count(*) as actors
    from acted
    inner join people on acted.person_key = people.person_key and acted.as_of > people.first_day
    group by acted.audience, acted.as_of
),

-- the audience alone, where people were sampled
eligible as (
    select
        audience,
        as_of,
        sum(weight) as people,
        sum(weight) filter (where acted) as actors
    from training_examples
    group by audience, as_of
),

final as (
    select
        windows.audience,
        windows.as_of,
        windows.is_regular,
        cast(known.people as bigint) as people,
        cast(
            case
                when windows.is_absent then known.people - coalesce(actors.actors, 0)
                else coalesce(actors.actors, 0)
            end
            as bigint
        ) as actors,
        cast(eligible.people as double) as eligible,
        cast(coalesce(eligible.actors, 0 * eligible.people) as double) as eligible_actors
    from windows
    inner join known on windows.audience = known.audience and windows.as_of = known.as_of
    left join actors on windows.audience = actors.audience and windows.as_of = actors.as_of
    left join eligible
        on windows.audience = eligible.audience and windows.as_of = eligible.as_of
)

select * from final
