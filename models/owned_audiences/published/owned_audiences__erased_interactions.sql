-- One row per date on which interactions of erased people became known: how many are left out.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__erased_interactions') }}
