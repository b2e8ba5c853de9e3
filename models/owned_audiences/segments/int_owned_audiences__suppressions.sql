-- One row per audience and person who must not be contacted for it as of the current as_of,
-- eligible or not, and why.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

persons as (
    select
        people.person_key,
        people.person_id,
        dates.as_of
    from people
    cross join {{ ref('int_owned_audiences__as_of') }} as dates
    where people.identifier_key = people.person_key
),

last_actions as (
    {{ last_desired_actions('audiences') }}
),

has_acted as (
    select
        last_actions.audience,
        last_actions.person_key,
        last_actions.days_since_desired_action,
        last_actions.as_of - last_actions.days_since_desired_action as acted_on,
        last_actions.as_of - last_actions.days_since_desired_action + audiences.cooldown_days
            as suppressed_until
    from last_actions
    inner join audiences on last_actions.audience = audiences.audience
    where last_actions.days_since_desired_action <= audiences.cooldown_days
),

-- everybody, where there is no input consents
engageable as (
    select distinct persons.person_key
    from persons
    {{ with_consent('persons', 'engagement') }}
),

final as (
    select
        audiences.audience,
        persons.as_of,
        persons.person_id,
        -- first, as it does not end after some days
        case
            when engageable.person_key is null then 'no consent for engagement'
            else {{ did_it_ago('has_acted.days_since_desired_action') }}
        end as suppressed_because,
        has_acted.acted_on,
        case when engageable.person_key is not null then has_acted.suppressed_until end
            as suppressed_until
    from persons
    cross join audiences
    left join has_acted
        on
            audiences.audience = has_acted.audience
            and persons.person_key = has_acted.person_key
    left join engageable on persons.person_key = engageable.person_key
    where has_acted.audience is not null or engageable.person_key is null
)

select * from final
