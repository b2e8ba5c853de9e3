-- People of whom a segment says something else than the suppressions of the same date do.
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
),

suppressions as (
    select * from {{ ref('int_owned_audiences__suppressions') }}
)

select
    segments.audience,
    segments.person_id,
    segments.suppressed_because,
    suppressions.suppressed_because as why_in_suppressions
from segments
left join suppressions
    on segments.audience = suppressions.audience and segments.person_id = suppressions.person_id
where
    segments.as_of = (select max(dates.as_of) from {{ ref('int_owned_audiences__as_of') }} as dates)
    and coalesce(suppressions.as_of, segments.as_of) = segments.as_of
    and (
        segments.is_suppressed != (suppressions.person_id is not null)
        or segments.suppressed_because is distinct from suppressions.suppressed_because
    )
