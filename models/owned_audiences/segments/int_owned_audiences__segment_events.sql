-- One row per audience, its version and person who enters a tier with this run, leaves it or moves
-- to another one. An audience that is redefined under its name is another version: the members
-- of the earlier one leave.
with propensities as (
    select
        audience,
        person_id,
        tier
    from {{ ref('int_owned_audiences__propensities') }}
    where tier != 'rest'
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

kept_events as (
    select * from {{ ref('int_owned_audiences__kept_events') }}
),

-- also where no audience is left, and people leave
dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

members as (
    select
        propensities.audience,
        audiences.audience_version,
        propensities.person_id,
        propensities.tier
    from propensities
    inner join audiences on propensities.audience = audiences.audience
),

last_events as (
    select
        audience,
        audience_version,
        person_id,
        -- max_by passes over a null
        nullif(max_by(coalesce(tier, ''), as_of), '') as tier
    from kept_events
    group by audience, audience_version, person_id
),

final as (
    select
        coalesce(members.audience, last_events.audience) as audience,
        coalesce(members.audience_version, last_events.audience_version) as audience_version,
        dates.as_of,
        coalesce(members.person_id, last_events.person_id) as person_id,
        case
            when members.tier is null then 'left'
            when last_events.tier is null then 'entered'
            else 'moved'
        end as event,
        members.tier,
        last_events.tier as previous_tier
    from members
    full outer join last_events
        on
            members.audience = last_events.audience
            and members.audience_version = last_events.audience_version
            and members.person_id = last_events.person_id
    cross join dates
    where members.tier is distinct from last_events.tier
)

select * from final
