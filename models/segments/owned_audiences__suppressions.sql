-- One row per audience and person who did the desired action too recently to be offered it again,
-- whether they are eligible or not.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__suppressions') }}
