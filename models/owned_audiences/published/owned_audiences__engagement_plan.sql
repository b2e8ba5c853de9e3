-- One row per audience and person in a tier and not suppressed: when, where and about what to
-- engage them; by their own preferences, where those beat the overall ones out of time.
-- noqa: disable=LT02
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__engagement_plan') }}
