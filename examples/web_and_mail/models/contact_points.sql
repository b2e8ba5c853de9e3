-- One row per customer and address, phone number or country of theirs. The package knows them by these
-- types; what is no address it counts, and does not send.
select
    customer_id as user_id,
    kind as type,
    entry as value
from {{ ref('crm_addresses') }}
