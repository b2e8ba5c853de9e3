-- One row per audience with a seed list whose model is due, and person drawn for its sample: a
-- member as of their date, or somebody else as of one of the members' dates. More of each than are
-- wanted, as not all of them were known and eligible then.
{% set candidates = 120000 %}
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where kind = 'seed_set' and is_fit_due
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

persons as (
    select
        person_key,
        person_id
    from people
    where identifier_key = person_key
),

persons_count as (
    select count(*) as people from persons
),

seed_members as (
    select seed_members.*
    from {{ ref('int_owned_audiences__seed_members') }} as seed_members
    inner join audiences on seed_members.audience = audiences.audience
),

members as (
    select
        audience,
        as_of,
        person_key,
        user_id as person_id,
        row_number() over (partition by audience order by as_of asc, user_id asc) as place,
        count(*) over (partition by audience) as people
    from seed_members
    where is_matched
),

drawn_others as (
    select
        audiences.audience,
        persons.person_key,
        persons.person_id
    from persons
    cross join persons_count
    inner join audiences
        on {{ drawn(
            'persons.person_id || audiences.audience', candidates ~ ' / persons_count.people'
        ) }}
    left join seed_members
        on
            audiences.audience = seed_members.audience
            and persons.person_key = seed_members.person_key
    where seed_members.audience is null
),

others as (
    select
        *,
        row_number() over (
            partition by audience order by md5(audience || person_id) asc, person_id asc
        ) as place,
        count(*) over (partition by audience) as people
    from drawn_others
),

-- the members' dates, each to as large a share of the others as of the members
final as (
    select
        audience,
        as_of,
        person_key,
        person_id,
        true as acted
    from members
    where {{ drawn('person_id || audience', candidates ~ ' / people') }}
    union all
    select
        others.audience,
        members.as_of,
        others.person_key,
        others.person_id,
        false as acted
    from others
    inner join members
        on
            others.audience = members.audience
            and members.place = 1 + (others.place - 1) * members.people // others.people
)

select * from final
