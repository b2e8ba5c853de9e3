-- One row per input, interaction type, channel, group of people and reason for a rejection: what
-- came with the last run that published.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__inputs') }}
