-- One row per audience, as_of and person who entered a tier, left it or moved to another one.
-- depends_on: {{ ref('owned_audiences__audiences') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns', pre_hook="{{ delete_current_as_of() }}",
) }}

with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
),

-- also where no audience is left, and people leave
as_of as (
    select {{ as_of_expression() }} as as_of
    from {{ ref('int_owned_audiences__activity_days') }}
    where interactions > 0 or erased_interactions > 0
),

members as (
    select
        audience,
        person_id,
        tier
    from propensities
    where tier != 'rest'
),

last_events as (
    {% if is_incremental() -%}
    select
        audience,
        person_id,
        -- max_by passes over a null
        nullif(max_by(coalesce(tier, ''), as_of), '') as tier
    from {{ this }}
    group by audience, person_id
    {%- else -%}
    select * from members
    where false
    {%- endif %}
),

final as (
    select
        coalesce(members.audience, last_events.audience) as audience,
        as_of.as_of,
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
            and members.person_id = last_events.person_id
    cross join as_of
    where members.tier is distinct from last_events.tier and as_of.as_of is not null
)

select * from final
