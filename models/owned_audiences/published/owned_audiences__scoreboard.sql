-- One row per audience, its version, past as_of and part of the people: how many were expected to
-- act and how many did. Kept; what is entered once is never changed by a later model.
-- depends_on: {{ ref('owned_audiences__runs') }}
-- read by hooks: {{ ref('int_owned_audiences__as_of') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
    pre_hook="{{ delete_current_as_of('checked_on') }}",
) }}
select
    audience,
    audience_version,
    as_of,
    part,
    model_version,
    is_backtest,
    people,
    expected_actions,
    expected_actions_low,
    expected_actions_high,
    observed_actions,
    -- people are whole: of .4 expected ones nobody is within the interval
    observed_actions between floor(expected_actions_low) and ceil(expected_actions_high)
        as is_within,
    checked_on
from {{ ref('int_owned_audiences__scoreboard') }}
