-- One row per run and export that it built or stopped, and per file that was written of one: what
-- could have gone where, without any id. Kept.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
) }}
with counts as (
    {{ with_run_id(ref('int_owned_audiences__export_counts')) }}
),

dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

changes as (
    select
        export,
        count(*) filter (where change = 'added') as added_rows,
        count(*) filter (where change = 'changed') as changed_rows,
        count(*) filter (where change = 'removed') as removed_rows
    from {{ ref('int_owned_audiences__export_changes') }}
    group by export
),

final as (
    select
        {{ run_time() }} as logged_at,
        counts.run_id,
        counts.export,
        case when counts.is_stopped then 'stopped' else 'built' end as action,
        counts.destination,
        counts.audience,
        counts.is_suppression,
        counts.purpose,
        counts.is_consent_required,
        dates.as_of,
        counts.export_columns,
        counts.visible_columns,
        cast(null as {{ dbt.type_string() }}) as file,
        counts.people,
        counts.people_not_sent,
        counts.shared_contact_points,
        counts.number_of_rows,
        coalesce(changes.added_rows, 0) as added_rows,
        coalesce(changes.changed_rows, 0) as changed_rows,
        coalesce(changes.removed_rows, 0) as removed_rows,
        counts.distinct_rows,
        counts.smallest_group,
        counts.unique_share,
        counts.max_unique_share
    from counts
    left join changes on counts.export = changes.export
    left join dates on true
)

select * from final
