-- One row per person in a tier who is not on the contact list, and reason for that.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__contact_exclusions') }}
