-- One row: the reference date of this run, and what it follows from; none while there are no
-- interactions.
{% set share_of_a_day = 0.1 %}
{# a day is without so many rows by chance less than once in a thousand days #}
{% set least_missing_rows = 7 %}
{# later than nearly all rows of a day: a single one with a wrong clock is not #}
{% set nearly_all = 0.95 %}
with activity_days as (
    select
        known_on,
        interactions + erased_interactions as interactions,
        mean_lateness
    from {{ ref('int_owned_audiences__activity_days') }}
    where interactions > 0 or erased_interactions > 0
),

newest_days as (
    select
        *,
        known_on - lag(known_on) over (order by known_on) as days_apart,
        sum(interactions) over (
            order by known_on range between current row and interval 6 days following
        ) as interactions_in_week
    from activity_days
    qualify row_number() over (order by known_on desc) <= 91
),

usual_day as (
    select quantile_disc(interactions, 0.5) as interactions
    from newest_days
),

-- a few rows ahead of all others are not the newest day; after a gap it takes those of a whole day
newest_day as (
    select max(newest_days.known_on) as newest_day
    from newest_days
    cross join usual_day
    where
        newest_days.interactions_in_week >= usual_day.interactions
        * case when newest_days.days_apart > 7 then 1 else {{ share_of_a_day }} end
),

recent as (
    select
        interactions.known_on,
        {{ dbt.datediff('interactions.known_on', 'interactions.known_at', 'second') }}
            as second,
        newest_day.newest_day
    from (
        select
            known_on,
            greatest(occurred_at, coalesce(received_at, occurred_at)) as known_at
        from {{ ref('stg_owned_audiences__interactions') }}
    ) as interactions
    inner join newest_day
        on
            interactions.known_on <= newest_day.newest_day
            and interactions.known_on >= newest_day.newest_day - 28
),

last_seen as (
    select quantile_disc(second, {{ nearly_all }}) as second
    from recent
    where known_on = newest_day
),

-- of the days of the last four weeks: which share of their rows came at a later time of day
later_rows as (
    select coalesce(avg(case when recent.second > last_seen.second then 1 else 0 end), 0) as share
    from recent
    cross join last_seen
    where recent.known_on < recent.newest_day
),

-- after a mass mailing in the morning, the evening's rows are a small share but as many as usual
evening as (
    select quantile_disc(second, 0.5) as begins
    from (
        select quantile_disc(second, {{ 1 - share_of_a_day }}) as second
        from recent
        where known_on < newest_day
        group by known_on
    )
),

evenings as (
    select
        recent.known_on = recent.newest_day as is_newest,
        count(*) filter (where recent.second > evening.begins) as interactions
    from recent
    cross join evening
    group by recent.known_on, recent.newest_day
),

evening_rows as (
    select
        max(interactions) filter (where is_newest) as newest,
        quantile_disc(interactions, 0.5) filter (where not is_newest) as usual
    from evenings
),

arrivals as (
    select
        max(known_on) as last_day,
        sum(interactions) as interactions,
        coalesce(sum(interactions) filter (where {{ is_loaded_late('mean_lateness') }}), 0)
            as loaded_late,
        count(*) filter (where {{ is_loaded_late('mean_lateness') }}) as days_loaded_late
    from activity_days
),

ahead as (
    select coalesce(sum(activity_days.interactions), 0) as interactions
    from activity_days
    inner join newest_day on activity_days.known_on > newest_day.newest_day
),

last_kept as (
    {{ last_kept_as_of() }}
),

ended as (
    select
        newest_day.newest_day,
        last_seen.second as last_second,
        later_rows.share <= {{ share_of_a_day }}
        or later_rows.share * usual_day.interactions < {{ least_missing_rows }}
        or evening_rows.newest >= greatest({{ least_missing_rows }}, evening_rows.usual / 2.0)
            as is_day_over
    from newest_day
    cross join usual_day
    cross join last_seen
    cross join later_rows
    cross join evening_rows
    where newest_day.newest_day is not null
),

dated as (
    select
        ended.newest_day,
        ended.last_second,
        ended.is_day_over,
        ahead.interactions as interactions_ahead,
        {% if var('as_of') -%}
        cast('{{ var("as_of") }}' as date) as as_of,
        {%- else -%}
        -- a date that was published is not gone back on as long as there are rows of the day before
        greatest(
            ended.newest_day + case when ended.is_day_over then 1 else 0 end,
            least(coalesce(last_kept.as_of, ended.newest_day), arrivals.last_day + 1)
        ) as as_of,
        {%- endif %}
        arrivals.last_day,
        arrivals.interactions,
        arrivals.loaded_late,
        arrivals.days_loaded_late,
        last_kept.as_of as last_kept_as_of
    from ended
    cross join ahead
    cross join arrivals
    cross join last_kept
),

final as (
    select
        case
            when {{ is_bulk_load('loaded_late', 'interactions') }}
                then {{ raise_error(
                    bulk_load_message('loaded_late', 'interactions', 'days_loaded_late')
                ) }}
            when as_of < last_kept_as_of
                then {{ raise_error(ends_before_message('as_of', 'last_kept_as_of')) }}
            else as_of
        end as as_of,
        {{ 'true' if var('as_of') else 'false' }} as is_pinned,
        newest_day,
        cast(newest_day as timestamp) + last_second * interval '1 second' as last_known_at,
        is_day_over,
        cast(interactions_ahead as bigint) as interactions_ahead,
        last_day
    from dated
)

select * from final
