-- One row per audience with a model and share of its eligible people, the likeliest first: how many
-- people that is and how many of them may be contacted, and how many of each are expected to act
-- within the horizon (null for a seed set, which says nothing of that).
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__audience_sizes') }}
