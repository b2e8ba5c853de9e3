-- People in a tier who are neither on the contact list nor excluded from it, or both.
with in_a_tier as (
    select distinct person_id
    from {{ ref('int_owned_audiences__segments') }}
    where tier != 'rest'
),

excluded as (
    select distinct person_id
    from {{ ref('int_owned_audiences__contact_exclusions') }}
),

contact_list as (
    select person_id from {{ ref('int_owned_audiences__contact_list') }}
)

select coalesce(in_a_tier.person_id, excluded.person_id, contact_list.person_id) as person_id
from in_a_tier
full outer join excluded on in_a_tier.person_id = excluded.person_id
full outer join contact_list
    on coalesce(in_a_tier.person_id, excluded.person_id) = contact_list.person_id
where
    in_a_tier.person_id is null
    or (excluded.person_id is null) = (contact_list.person_id is null)
