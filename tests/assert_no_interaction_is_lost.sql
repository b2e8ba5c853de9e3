-- Interactions in daily activity, rejected and erased ones, where they are not as many as the raw.
with raw as (
    select count(*) as interactions from {{ ref('stg_owned_audiences__interactions') }}
),

accepted as (
    select coalesce(sum(interactions), 0) as interactions
    from {{ ref('int_owned_audiences__daily_activity') }}
),

rejected as (
    select count(*) as interactions from {{ ref('owned_audiences__rejected_interactions') }}
),

erased as (
    select coalesce(sum(interactions), 0) as interactions
    from {{ ref('owned_audiences__erased_interactions') }}
)

select
    raw.interactions as raw_interactions,
    accepted.interactions as accepted_interactions,
    rejected.interactions as rejected_interactions,
    erased.interactions as erased_interactions
from raw
cross join accepted
cross join rejected
cross join erased
where
    raw.interactions
    != accepted.interactions + rejected.interactions + erased.interactions
