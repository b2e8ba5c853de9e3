-- One row per audience and canary: whether something of the future leaks into what is learned, and
-- how much of it was left out.
-- depends_on: {{ ref('owned_audiences__runs') }}
select
    audience,
    as_of,
    canary,
    value,
    threshold,
    is_alarming,
    finding
from {{ ref('int_owned_audiences__canaries') }}
