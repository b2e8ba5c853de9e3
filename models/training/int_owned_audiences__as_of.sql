-- One row per run: the date that it stands on, and what the date follows from; none while there are
-- no interactions.
{% set share_of_a_day = 0.1 %}
{# a day is without so many rows by chance less than once in a thousand days #}
{% set least_rows = 7 %}
with activity_days as (
    select
        known_on,
        interactions + erased_interactions as interactions,
        last_known_at,
        mean_lateness
    from {{ ref('int_owned_audiences__activity_days') }}
    where interactions > 0 or erased_interactions > 0
),

newest_days as (
    select
        *,
        sum(interactions) over (order by known_on desc) as interactions_since
    from activity_days
    qualify row_number() over (order by known_on desc) <= 91
),

usual_day as (
    select quantile_disc(interactions, 0.5) as interactions
    from newest_days
),

-- a few rows dated far ahead of all others are not the newest day
newest_day as (
    select
        newest_days.known_on as newest_day,
        newest_days.last_known_at,
        newest_days.interactions_since - newest_days.interactions as interactions_ahead
    from newest_days
    cross join usual_day
    where newest_days.interactions_since >= {{ share_of_a_day }} * usual_day.interactions
    qualify row_number() over (order by newest_days.known_on desc) = 1
),

-- of the days of the last four weeks: which share of their rows came at a later time of day
later_rows as (
    select
        coalesce(avg(case
            when
                {{ dbt.datediff('interactions.known_on', 'interactions.known_at', 'second') }}
                > {{ dbt.datediff('newest_day.newest_day', 'newest_day.last_known_at', 'second') }}
                then 1
            else 0
        end), 0) as share
    from (
        select
            known_on,
            greatest(occurred_at, coalesce(received_at, occurred_at)) as known_at
        from {{ ref('stg_owned_audiences__interactions') }}
    ) as interactions
    inner join newest_day
        on
            interactions.known_on < newest_day.newest_day
            and interactions.known_on >= newest_day.newest_day - 28
),

newest_day_ended as (
    select
        later_rows.share <= {{ share_of_a_day }}
        or later_rows.share * usual_day.interactions < {{ least_rows }} as is_day_over
    from later_rows
    cross join usual_day
),

arrivals as (
    select
        max(known_on) as last_day,
        sum(interactions) as interactions,
        coalesce(sum(interactions) filter (where {{ is_loaded_late('mean_lateness') }}), 0) as loaded_late,
        count(*) filter (where {{ is_loaded_late('mean_lateness') }}) as days_loaded_late
    from activity_days
),

last_kept as (
    {{ last_kept_as_of() }}
),

dated as (
    select
        newest_day.newest_day,
        newest_day.last_known_at,
        newest_day.interactions_ahead,
        newest_day_ended.is_day_over,
        {% if var('as_of') -%}
        cast('{{ var("as_of") }}' as date) as as_of,
        {%- else -%}
        -- what the kept tables stand at is not gone back on as long as there are rows of that day
        greatest(
            newest_day.newest_day + case when newest_day_ended.is_day_over then 1 else 0 end,
            least(coalesce(last_kept.as_of, newest_day.newest_day), arrivals.last_day + 1)
        ) as as_of,
        {%- endif %}
        arrivals.last_day,
        arrivals.interactions,
        arrivals.loaded_late,
        arrivals.days_loaded_late,
        last_kept.as_of as last_kept_as_of
    from newest_day
    cross join newest_day_ended
    cross join arrivals
    cross join last_kept
    where newest_day.newest_day is not null
),

final as (
    select
        case
            when {{ is_bulk_load('loaded_late', 'interactions') }}
                then {{ raise_error(bulk_load_message('loaded_late', 'interactions', 'days_loaded_late')) }}
            when as_of < last_kept_as_of
                then {{ raise_error(ends_before_message('as_of', 'last_kept_as_of')) }}
            else as_of
        end as as_of,
        {{ 'true' if var('as_of') else 'false' }} as is_pinned,
        newest_day,
        last_known_at,
        is_day_over,
        cast(interactions_ahead as bigint) as interactions_ahead,
        last_day
    from dated
)

select * from final
