-- One row per date on which interactions became known, and whether this run builds the day again.
{% set activity = previous_relation('int_owned_audiences__daily_activity') %}
{% set dimensions = previous_relation('int_owned_audiences__interaction_dimensions') %}
with raw_days as (
    select * from {{ ref('int_owned_audiences__raw_days') }}
    where known_on is not null
),

repeats as (
    select * from {{ ref('int_owned_audiences__repeated_interactions') }}
    where arrival > 1
),

repeated as (
    select
        known_on,
        count(*) as interactions,
        coalesce(sum(value), 0) as value
    from repeats
    group by known_on
),

now_known as (
    select
        raw_days.known_on,
        raw_days.mean_lateness,
        raw_days.erased_interactions,
        raw_days.interactions - coalesce(repeated.interactions, 0) as interactions,
        cast(raw_days.value - coalesce(repeated.value, 0) as decimal(38, 4)) as value
    from raw_days
    left join repeated on raw_days.known_on = repeated.known_on
    where
        raw_days.interactions > coalesce(repeated.interactions, 0)
        or raw_days.erased_interactions > 0
),

before as (
    {% if activity and not flags.FULL_REFRESH -%}
    select
        known_on,
        sum(interactions) as interactions,
        coalesce(sum(value), 0) as value
    from {{ activity }}
    where {{ is_of_time_zone(dimensions) }}
    group by known_on
    {%- else -%}
    select
        known_on,
        interactions,
        value
    from now_known
    where false
    {%- endif %}
),

last_day as (
    select max(known_on) as known_on
    from now_known
),

final as (
    select
        coalesce(now_known.known_on, before.known_on) as known_on,
        cast(coalesce(now_known.interactions, 0) as bigint) as interactions,
        coalesce(now_known.value, 0) as value,
        cast(coalesce(now_known.erased_interactions, 0) as bigint) as erased_interactions,
        now_known.mean_lateness,
        coalesce(now_known.known_on, before.known_on)
        > last_day.known_on - {{ var('lookback_days') }}
        or coalesce(now_known.interactions, 0) != coalesce(before.interactions, 0)
        or coalesce(now_known.value, 0) != coalesce(before.value, 0) as is_rebuilt
    from now_known
    full outer join before on now_known.known_on = before.known_on
    cross join last_day
)

select * from final
