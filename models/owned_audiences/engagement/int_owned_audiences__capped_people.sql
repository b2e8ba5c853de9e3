-- One row per person in a tier who has had as many contacts as a cap of contact_rules allows as of
-- the current as_of, and the last date on which that is so (null for a cap of 0).
-- noqa: disable=LT02
{% set caps = contact_rules().caps %}
with people as (
    select distinct
        person_key,
        person_id,
        as_of
    from {{ ref('int_owned_audiences__propensities') }}
    where tier != 'rest'
),

contacts as (
    select
        people.person_id,
        people.as_of,
        activity.day,
        sum(activity.interactions) as contacts
    from {{ ref('int_owned_audiences__person_activity') }} as activity
    inner join people on activity.person_key = people.person_key
    inner join {{ ref('int_owned_audiences__category_keys') }} as category_keys
        on activity.dimension_key = category_keys.dimension_key
    where
        {{ 'category_keys.is_contact' if contact_types() else 'false' }}
        and activity.attributable_on < people.as_of
        and activity.day > people.as_of - {{ caps | map(attribute='days') | max if caps else 0 }}
    group by people.person_id, people.as_of, activity.day
),

counted as (
    select
        *,
        sum(contacts) over (partition by person_id order by day desc) as contacts_since
    from contacts
),

-- a period of some days has the day of the contact to come in it
reached as (
    {% for cap in caps -%}
    select
        person_id,
        {{ cap.contacts }} as cap_contacts,
        {{ cap.days }} as cap_days,
        {%- if cap.contacts == 0 %}
        cast(null as date) as capped_until
    from people
        {%- else %}
        max(day) + {{ cap.days - 1 }} as capped_until
    from counted
    where day > as_of - {{ cap.days }} and contacts_since >= {{ cap.contacts }}
    group by person_id
        {%- endif %}
    union all
    {% endfor -%}
    select
        person_id,
        0 as cap_contacts,
        0 as cap_days,
        cast(null as date) as capped_until
    from counted
    where false
),

-- the one that ends last
final as (
    select *
    from reached
    qualify row_number() over (
        partition by person_id
        order by capped_until desc nulls first, cap_contacts asc, cap_days desc
    ) = 1
)

select * from final
