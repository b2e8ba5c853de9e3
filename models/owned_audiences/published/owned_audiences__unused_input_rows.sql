-- One row per input about users (links, consents, attributes, features, contact points, requests of
-- erasure) and reason for which rows of it are not used; what is not used of seed sets stands in
-- seed_health.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__unused_input_rows') }}
