-- One row per audience and person who must not be contacted for it as of the current as_of,
-- eligible or not, and why.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

person_actions as (
    select * from {{ ref('int_owned_audiences__person_actions') }}
),

dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
),

{%- if var('consents') %}

-- people without a known interaction are on no list
known as (
    select distinct activity.person_key
    from {{ ref('int_owned_audiences__person_activity') }} as activity
    inner join dates on activity.attributable_on < dates.as_of
),
{%- endif %}

persons as (
    select
        persons.person_key,
        persons.person_id,
        dates.as_of
    from {{ ref('int_owned_audiences__persons') }} as persons
    {% if var('consents') -%}
        inner join known on persons.person_key = known.person_key
    {% endif -%}
    cross join dates
),

last_actions as (
    select
        audiences.audience,
        person_actions.person_key,
        audiences.as_of,
        audiences.cooldown_days,
        max(person_actions.day) as acted_on
    from person_actions
    inner join audiences
        on
            person_actions.audience = audiences.audience
            and person_actions.attributable_on < audiences.as_of
    group by
        audiences.audience, person_actions.person_key, audiences.as_of, audiences.cooldown_days
),

has_acted as (
    select
        audience,
        person_key,
        {{ days_between('acted_on', 'as_of') }} as days_since_desired_action,
        acted_on,
        acted_on + cooldown_days as suppressed_until
    from last_actions
    where acted_on >= as_of - cooldown_days
),

-- everyone, where the input consents is not set
engageable as (
    select person_id from {{ consenting_persons('engagement') }}
),

final as (
    select
        audiences.audience,
        persons.as_of,
        persons.person_id,
        -- first, as it does not end after some days
        case
            when engageable.person_id is null then 'no consent for engagement'
            else {{ did_it_ago('has_acted.days_since_desired_action') }}
        end as suppression_reason,
        has_acted.acted_on,
        case when engageable.person_id is not null then has_acted.suppressed_until end
            as suppressed_until
    from persons
    cross join audiences
    left join has_acted
        on
            audiences.audience = has_acted.audience
            and persons.person_key = has_acted.person_key
    left join engageable on persons.person_id = engageable.person_id
    where has_acted.audience is not null or engageable.person_id is null
)

select * from final
