-- One row per customer who is to be forgotten. Erase them from your own raw tables, too.
select
    customer_id as user_id,
    asked_at as requested_at
from {{ ref('deletion_requests') }}
