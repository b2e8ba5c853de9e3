-- One row per export and row of it as of the current as_of, and per row that it no longer has since
-- the last date before that: added, changed, unchanged or removed.
{#- what a row says: as it is sent now, or as it was #}
{% set as_kept, as_said = [], [] %}
{% for column in export_row_types() %}
    {%- do as_kept.append('kept.' ~ column) -%}
{% endfor %}
{% for column in export_row_types() if column not in ['export', 'destination', 'as_of', 'row_key'] %}
    {%- do as_said.append(
        'case when sent.export is null then kept.' ~ column ~ ' else sent.' ~ column ~ ' end as ' ~ column
    ) -%}
{% endfor %}
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
    select export_rows.*
    from export_rows
    inner join counts on export_rows.export = counts.export and not counts.is_stopped
    union all
    select
        {{ as_kept | join(',\n        ') }}
    from kept
    inner join counts on kept.export = counts.export and counts.is_stopped
    inner join export_rows
        on kept.export = export_rows.export and kept.row_key = export_rows.row_key
),

final as (
    select
        coalesce(sent.export, kept.export) as export,
        coalesce(sent.destination, kept.destination) as destination,
        dates.as_of,
        case
            when sent.export is null then 'removed'
            when kept.export is null then 'added'
            when sent.content_key != kept.content_key then 'changed'
            else 'unchanged'
        end as change,
        coalesce(sent.row_key, kept.row_key) as row_key,
        {{ as_said | join(',\n        ') }}
    from sent
    full outer join kept on sent.export = kept.export and sent.row_key = kept.row_key
    cross join dates
)

select * from final
