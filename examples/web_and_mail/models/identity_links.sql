-- One row per customer and device that they logged in on, and since when that is known.
select
    customer_id as user_id,
    device_id as anonymous_id,
    first_login_at as linked_at
from {{ ref('logins') }}
