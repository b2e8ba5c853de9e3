-- One row per raw row that is not used, as it came, with every reason that applies.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__rejected_interactions') }}
