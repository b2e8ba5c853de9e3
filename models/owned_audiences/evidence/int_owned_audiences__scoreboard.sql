-- One row per audience, its version, past as_of and part of the people (all, a tier, a tenth) that
-- this run compares: how many were expected to act and how many did. Scores of earlier runs, and
-- where there is nothing yet of an audience, the backtests of its model.
{% set keys = ['audience', 'audience_version', 'as_of', 'model_version', 'checked_on', 'part'] %}
with matured as (
    select * from {{ ref('int_owned_audiences__matured_scores') }}
),

fitted_models as (
    select * from {{ ref('int_owned_audiences__fitted_models') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
    where status in ('scorecard', 'baseline')
),

audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

kept_scoreboard as (
    select * from {{ ref('int_owned_audiences__kept_scoreboard') }}
),

scored as (
    select
        matured.*,
        fitted_models.calibration_error,
        fitted_models.calibration_t
    from matured
    inner join fitted_models
        on
            matured.audience = fitted_models.audience
            and matured.model_version = fitted_models.model_version
),

parts as (
    {%- for part in ["'all'", 'tier', "'tenth ' || tenth"] %}
    select
        *,
        {{ part }} as part
    from scored
    where {{ part }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

expected as (
    {{ expected_actions('parts', keys) }}
),

observed as (
    select
        audience,
        as_of,
        part,
        count(*) filter (where acted) as observed_actions
    from parts
    group by audience, as_of, part
),

measures as (
    {{ backtest_measures('current_models') }}
),

backtested as (
    select
        measures.audience,
        audiences.audience_version,
        measures.as_of,
        measures.model_version,
        audiences.as_of as checked_on,
        measures.part,
        max(measures.value) filter (where measures.measure = 'people') as people,
        max(measures.value) filter (where measures.measure = 'expected') as expected_actions,
        max(measures.lower) filter (where measures.measure = 'expected') as expected_actions_low,
        max(measures.upper) filter (where measures.measure = 'expected') as expected_actions_high,
        max(measures.value) filter (where measures.measure = 'observed') as observed_actions
    from measures
    inner join audiences on measures.audience = audiences.audience
    left join kept_scoreboard
        on
            audiences.audience = kept_scoreboard.audience
            and audiences.audience_version = kept_scoreboard.audience_version
    where
        kept_scoreboard.audience is null
        and measures.measure in ('people', 'expected', 'observed')
    group by
        measures.audience, audiences.audience_version, measures.as_of, measures.model_version,
        audiences.as_of, measures.part
),

final as (
    select
        expected.audience,
        expected.audience_version,
        expected.as_of,
        expected.part,
        expected.model_version,
        false as is_backtest,
        cast(expected.people as double) as people,
        expected.expected_actions,
        expected.expected_actions_low,
        expected.expected_actions_high,
        cast(observed.observed_actions as double) as observed_actions,
        expected.checked_on
    from expected
    inner join observed
        on
            expected.audience = observed.audience
            and expected.as_of = observed.as_of
            and expected.part = observed.part
    union all
    select
        audience,
        audience_version,
        as_of,
        part,
        model_version,
        true as is_backtest,
        people,
        expected_actions,
        expected_actions_low,
        expected_actions_high,
        observed_actions,
        checked_on
    from backtested
)

select * from final
