-- One row per export and row of it as of the current as_of, and per row that it no longer has since
-- the last date before that: added, changed, unchanged or removed.
{% set columns = export_row_types() | reject('equalto', 'as_of') | list %}
with counts as (
    select * from {{ ref('int_owned_audiences__export_counts') }}
),

export_rows as (
    select * from {{ ref('int_owned_audiences__export_rows') }}
),

dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

-- another destination under the name is another list
kept as (
    select kept_exports.*
    from {{ ref('int_owned_audiences__kept_exports') }} as kept_exports
    inner join counts
        on
            kept_exports.export = counts.export
            and kept_exports.destination = counts.destination
),

-- a stopped export has of its earlier rows those that it still would have, as they were
sent as (
    select export_rows.{{ columns | join(',\n        export_rows.') }}
    from export_rows
    inner join counts on export_rows.export = counts.export and not counts.is_stopped
    union all
    select kept.{{ columns | join(',\n        kept.') }}
    from kept
    inner join counts on kept.export = counts.export and counts.is_stopped
    inner join export_rows
        on kept.export = export_rows.export and kept.row_key = export_rows.row_key
),

changes as (
    select
        sent.*,
        case
            when kept.export is null then 'added'
            when sent.content_key != kept.content_key then 'changed'
            else 'unchanged'
        end as change
    from sent
    left join kept on sent.export = kept.export and sent.row_key = kept.row_key
    union all
    select
        kept.{{ columns | join(',\n        kept.') }},
        'removed' as change
    from kept
    left join sent on kept.export = sent.export and kept.row_key = sent.row_key
    where sent.export is null
),

final as (
    select
        changes.*,
        dates.as_of
    from changes
    cross join dates
)

select * from final
