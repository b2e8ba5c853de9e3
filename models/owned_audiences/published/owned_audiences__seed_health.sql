-- One row per audience with a seed set, and per other name that the lists hold: what the list is
-- worth to learn from, and what speaks against it.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__seed_health') }}
