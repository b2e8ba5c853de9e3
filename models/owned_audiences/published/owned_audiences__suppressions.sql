-- One row per audience and person who must not be contacted for it, eligible or not, and why.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__suppressions') }}
