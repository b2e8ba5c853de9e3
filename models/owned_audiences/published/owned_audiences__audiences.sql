-- One row per configured audience: its settings, its reference date and the model it uses.
-- depends_on: {{ ref('owned_audiences__runs') }}
select
    audience,
    audience_version,
    as_of,
    audience_type,
    desired_action,
    is_absent,
    value, -- noqa: RF04
    eligible,
    action_hash,
    definition_hash,
    model_version,
    horizon_days,
    gap_days,
    cooldown_days
from {{ ref('int_owned_audiences__audiences') }}
