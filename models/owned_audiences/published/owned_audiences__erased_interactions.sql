-- One row per date on which interactions of erased people became known: how many are left out.
-- depends_on: {{ ref('owned_audiences__runs') }}
select
    known_on,
    erased_interactions as interactions
from {{ ref('int_owned_audiences__raw_days') }}
where erased_interactions > 0
