-- One row per audience with a seed list whose model is due, and sampled person: a member as of their
-- date, or somebody else, drawn as of one of the members' dates. Weights balance the two.
{% set people_of_each_class = 30000 %}
{% set candidates = 4 * people_of_each_class %}
with audiences as (
    select * from {{ ref('owned_audiences__audiences') }}
    where kind = 'seed_set' and is_fit_due
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

persons as (
    select
        person_key,
        person_id,
        count(*) over () as people
    from people
    where identifier_key = person_key
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

-- more than are wanted, as not all of them were known and eligible then
drawn_others as (
    select
        audiences.audience,
        persons.person_key,
        persons.person_id
    from persons
    inner join audiences
        on {{ drawn('persons.person_id || audiences.audience', candidates ~ ' / persons.people') }}
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
pairs as (
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
),

dated_people as (
    select distinct
        as_of,
        person_key
    from pairs
),

facts as (
    {{ facts_of_pairs('dated_people') }}
),

eligible as (
    {{ eligible_pairs('pairs') }}
),

sampled as (
    select *
    from eligible
    qualify row_number() over (
        partition by audience, acted order by md5(person_id || audience) asc, person_id asc
    ) <= {{ people_of_each_class }}
),

final as (
    select
        audience,
        as_of,
        person_key,
        person_id,
        acted,
        -- each class as much as half of the examples
        count(*) over (partition by audience)
        / (2.0 * count(*) over (partition by audience, acted)) as weight,
        cast(-days_since_last_interaction as double) as rule_score,
        days_since_last_interaction,
        tenure_days,
        interactions
    from sampled
)

select * from final
