-- One row per audience with a seed list and member of the list as of the current as_of, with the
-- person that it is where somebody of that user_id is known.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where kind = 'seed_set'
),

seed_sets as (
    select * from {{ ref('stg_owned_audiences__seed_sets') }}
    where user_id is not null and not is_unreadable
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

listed as (
    select
        audiences.audience,
        seed_sets.user_id,
        min(seed_sets.seeded_on) as seeded_on,
        -- without a date: as of now
        coalesce(min(seed_sets.seeded_on), any_value(audiences.as_of)) as as_of,
        count(*) as listed_rows
    from seed_sets
    inner join audiences on seed_sets.audience = audiences.audience
    where seed_sets.seeded_on is null or seed_sets.seeded_on <= audiences.as_of
    group by audiences.audience, seed_sets.user_id
),

persons as (
    select
        listed.*,
        people.person_key
    from listed
    left join people
        on listed.user_id = people.person_id and people.identifier_key = people.person_key
),

pairs as (
    select distinct
        as_of,
        person_key
    from persons
    where person_key is not null
),

facts as (
    {{ facts_of_pairs('pairs') }}
),

final as (
    select
        persons.audience,
        persons.as_of,
        persons.user_id,
        persons.person_key,
        persons.seeded_on,
        facts.person_key is not null as is_matched,
        persons.listed_rows
    from persons
    left join facts on persons.person_key = facts.person_key and persons.as_of = facts.as_of
)

select * from final
