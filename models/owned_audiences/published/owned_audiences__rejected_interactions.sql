-- One row per raw row that is not used, as it came, with every reason that applies.
-- depends_on: {{ ref('owned_audiences__runs') }}
select
    interaction_id,
    user_id,
    anonymous_id,
    occurred_at,
    received_at,
    interaction_type,
    channel,
    topic,
    value, -- noqa: RF04
    reasons
from {{ ref('int_owned_audiences__rejected_interactions') }}
