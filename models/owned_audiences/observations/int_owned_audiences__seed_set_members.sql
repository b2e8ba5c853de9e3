-- One row per audience with a seed set and member of it as of the current as_of, with the person
-- that it is where somebody of that user_id is known.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where audience_type = 'seed_set'
),

seed_sets as (
    select * from {{ ref('stg_owned_audiences__seed_sets') }}
    where user_id is not null and not is_unreadable
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
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

members as (
    select
        listed.*,
        persons.person_key
    from listed
    left join persons on listed.user_id = persons.person_id
),

first_known as (
    select
        activity.person_key,
        min(activity.attributable_on) as known_on
    from {{ own_activity() }} as activity
    where activity.person_key in (select members.person_key from members)
    group by activity.person_key
),

final as (
    select
        members.audience,
        members.as_of,
        members.user_id,
        members.person_key,
        members.seeded_on,
        coalesce(first_known.known_on < members.as_of, false) as is_matched,
        members.listed_rows
    from members
    left join first_known on members.person_key = first_known.person_key
)

select * from final
