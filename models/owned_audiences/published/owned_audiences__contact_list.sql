-- One row per person to contact: for which audience, on which date, by which channel, about what.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__contact_list') }}
