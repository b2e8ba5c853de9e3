-- One row per run that passed the guard. completed_at is null for one that did not come to its end:
-- until the next run does, the published tables may be of different dates.
-- depends_on: {{ ref('int_owned_audiences__guard') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
with dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
),

inputs as (
    select * from {{ ref('int_owned_audiences__inputs') }}
),

events as (
    select
        count(*) filter (where event = 'entered') as people_entered,
        count(*) filter (where event = 'moved') as people_moved,
        count(*) filter (where event = 'left') as people_left
    from {{ ref('int_owned_audiences__segment_events') }}
),

counts as (
    select
        max(number_of_rows) filter (where family = 'input' and name = 'interactions')
            as interactions,
        max(number_of_rows) filter (where family = 'rows' and name = 'rejected') as rejected_rows,
        max(number_of_rows) filter (where family = 'rows' and name = 'erased') as erased_rows,
        max(number_of_rows) filter (where family = 'people' and name = 'known') as people,
        max(number_of_rows) filter (where family = 'people' and name = 'who may be scored')
            as people_who_may_be_scored
    from inputs
),

final as (
    select
        '{{ invocation_id }}' as run_id,
        dates.as_of,
        {{ run_time() }} as started_at,
        cast(null as timestamp) as completed_at,
        '{{ package_version() }}' as package_version,
        '{{ library_version() }}' as library_version,
        dates.newest_day,
        coalesce(counts.interactions, 0) as interactions,
        counts.rejected_rows,
        cast(counts.erased_rows as bigint) as erased_rows,
        counts.people,
        counts.people_who_may_be_scored,
        events.people_entered,
        events.people_moved,
        events.people_left
    from counts
    cross join events
    left join dates on true
)

select * from final
