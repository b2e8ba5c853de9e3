-- One row per audience, model, past date, ranking of its people, measure and part of them: what a
-- model of that date, trained on what was known then, would have said, and what happened.
-- depends_on: {{ ref('owned_audiences__runs') }}
with fitted_models as (
    select * from {{ ref('int_owned_audiences__fitted_models') }}
),

final as (
    {{ backtest_measures('fitted_models') }}
)

select * from final
