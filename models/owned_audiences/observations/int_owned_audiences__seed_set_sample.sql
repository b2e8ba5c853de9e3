-- One row per audience with a seed set that needs a fit, and person sampled for it: a
-- member as of their date, or somebody else as of one of the members' dates. More of each than are
-- wanted, as not all of them were known and eligible then.
{% set candidates = 120000 %}
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where audience_type = 'seed_set' and needs_fit
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

persons_count as (
    select count(*) as people from persons
),

seed_set_members as (
    select seed_set_members.*
    from {{ ref('int_owned_audiences__seed_set_members') }} as seed_set_members
    inner join audiences on seed_set_members.audience = audiences.audience
),

members as (
    select
        audience,
        as_of,
        person_key,
        user_id as person_id,
        row_number() over (partition by audience order by as_of asc, user_id asc) as row_rank,
        count(*) over (partition by audience) as people
    from seed_set_members
    where is_matched
),

sampled_non_members as (
    select
        audiences.audience,
        persons.person_key,
        persons.person_id
    from persons
    cross join persons_count
    inner join audiences
        on {{ is_sampled(
            'persons.person_id || audiences.audience', candidates ~ ' / persons_count.people'
        ) }}
    left join seed_set_members
        on
            audiences.audience = seed_set_members.audience
            and persons.person_key = seed_set_members.person_key
    where seed_set_members.audience is null
),

others as (
    select
        *,
        row_number() over (
            partition by audience order by md5(audience || person_id) asc, person_id asc
        ) as row_rank,
        count(*) over (partition by audience) as people
    from sampled_non_members
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
    where {{ is_sampled('person_id || audience', candidates ~ ' / people') }}
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
            and members.row_rank = 1 + (others.row_rank - 1) * members.people // others.people
)

select * from final
