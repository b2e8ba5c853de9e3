-- One row per export: how many rows it would send, how much they give away of single people, and
-- whether that is too much: then nobody is added to it.
with exports as (
    {{ configured_exports() }}
),

people as (
    select
        export,
        count(*) as people
    from {{ ref('int_owned_audiences__export_people') }}
    group by export
),

export_rows as (
    select
        export,
        visible_key,
        count(*) as number_of_rows
    from {{ ref('int_owned_audiences__export_rows') }}
    group by export, visible_key
),

sent_people as (
    select
        export,
        count(distinct person_id) as people
    from {{ ref('int_owned_audiences__export_rows') }}
    group by export
),

groups as (
    select
        export,
        sum(number_of_rows) as number_of_rows,
        count(*) as distinct_rows,
        min(number_of_rows) as smallest_group,
        count(*) filter (where number_of_rows = 1) as unique_rows
    from export_rows
    group by export
),

shared as (
    select
        export_people.export,
        count(distinct contact_points.point_type || contact_points.contact_key) as contact_points
    from {{ ref('int_owned_audiences__shared_contact_points') }} as contact_points
    inner join {{ ref('int_owned_audiences__export_people') }} as export_people
        on contact_points.person_id = export_people.person_id
    inner join exports
        on
            export_people.export = exports.export
            and ', ' || exports.export_columns || ', '
            like '%, ' || contact_points.point_type || ', %'
    group by export_people.export
),

counted as (
    select
        exports.*,
        coalesce(people.people, 0) as people,
        coalesce(people.people, 0) - coalesce(sent_people.people, 0) as people_not_sent,
        coalesce(shared.contact_points, 0) as shared_contact_points,
        cast(coalesce(groups.number_of_rows, 0) as bigint) as number_of_rows,
        coalesce(groups.distinct_rows, 0) as distinct_rows,
        coalesce(groups.smallest_group, 0) as smallest_group,
        -- of columns that say nothing in clear, no row is unique
        case
            when exports.visible_columns = '' then 0.0
            else coalesce(cast(groups.unique_rows as double) / groups.number_of_rows, 0)
        end as unique_share
    from exports
    left join people on exports.export = people.export
    left join sent_people on exports.export = sent_people.export
    left join groups on exports.export = groups.export
    left join shared on exports.export = shared.export
),

final as (
    select
        *,
        unique_share > max_unique_share as is_stopped
    from counted
)

select * from final
