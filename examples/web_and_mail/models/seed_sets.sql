-- One row per customer who stands in a list of the brand's own, under the name of the audience that
-- it is the seed of, and since when.
select
    'like_vips' as audience,
    customer_id as user_id,
    vip_since as seeded_at
from {{ ref('vip_customers') }}
