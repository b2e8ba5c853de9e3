-- One row per audience, its version, person and stay in a tier; left_on is null while it lasts.
{{ config(materialized='view') }}

with segment_events as (
    select * from {{ without_database(ref('owned_audiences__segment_events')) }}
),

stays as (
    select
        audience,
        audience_version,
        person_id,
        as_of as entered_on,
        lead(as_of) over (
            partition by audience, audience_version, person_id order by as_of
        ) as left_on,
        tier
    from segment_events
),

final as (
    select
        *,
        left_on is null as is_current
    from stays
    where tier is not null
)

select * from final
