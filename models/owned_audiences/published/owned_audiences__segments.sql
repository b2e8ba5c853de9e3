-- One row per audience and eligible person, as of the current as_of.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__segments') }}
