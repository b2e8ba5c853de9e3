-- One row per anonymous id that is linked to more users than max_users_per_identifier: it belongs
-- to nobody.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__shared_identifiers') }}
