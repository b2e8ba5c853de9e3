-- People to whom the scorecard, applied by SQL alone, gives other points than Python did.
with current_scorecards as (
    select scorecards.*
    from {{ ref('owned_audiences', 'owned_audiences__scorecards') }} as scorecards
    inner join {{ ref('owned_audiences', 'owned_audiences__audiences') }} as audiences
        on
            scorecards.audience = audiences.audience
            and scorecards.model_version = audiences.model_version
),

eligible as (
    select * from {{ ref('owned_audiences', 'int_owned_audiences__eligible_people') }}
),

features as (
    select * from {{ ref('owned_audiences', 'int_owned_audiences__scoring_features') }}
),

definitions as (
    select * from {{ ref('owned_audiences', 'int_owned_audiences__features') }}
),

by_sql as (
    {{ owned_audiences.apply_scorecard('current_scorecards', 'eligible', 'features', 'definitions') }}
),

by_python as (
    select
        audience,
        person_key,
        points
    from {{ ref('owned_audiences', 'int_owned_audiences__propensities') }}
    where points is not null
)

select *
from by_python
full outer join by_sql using (audience, person_key)
where by_python.points is distinct from by_sql.points
