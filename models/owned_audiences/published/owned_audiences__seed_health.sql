-- One row per audience with a seed set, and per other name that the lists hold: how good
-- the list is to train on, and warnings about it.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__seed_health') }}
