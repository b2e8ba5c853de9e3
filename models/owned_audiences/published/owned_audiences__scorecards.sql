-- One row per audience, model, feature and bin: the points, in ten-thousandths, that the bin adds
-- to a person's log-odds. Bin 0 is for people without the feature; '(intercept)' is for everyone.
-- depends_on: {{ ref('owned_audiences__runs') }}
select * from {{ ref('int_owned_audiences__scorecards') }}
