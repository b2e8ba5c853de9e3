-- One row per interaction: what people did in the shop, and the mails that they were sent and read.
{{ owned_audiences.ga4_interactions(ref('ga4_events')) }}
union all
select
    'mail-' || log_id as interaction_id,
    customer_id as user_id,
    cast(null as text) as anonymous_id,
    logged_at as occurred_at,
    cast(null as timestamp) as received_at,
    'mail_' || status as interaction_type,
    'mail' as channel,
    theme as topic,
    cast(null as double) as value
from {{ ref('mail_log') }}
