-- One row per audience, earlier as_of and person whose score can be compared in this run for the
-- first time, as the label window has ended and its late rows have come: whether they acted.
with kept_scores as (
    select * from {{ ref('int_owned_audiences__kept_scores') }}
),

kept_scoreboard as (
    select * from {{ ref('int_owned_audiences__kept_scoreboard') }}
    where not is_backtest
),

audiences as (
    select
        audience,
        audience_version,
        gap_days,
        is_absent,
        as_of as checked_on
    from {{ ref('int_owned_audiences__audiences') }}
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

person_actions as (
    select * from {{ ref('int_owned_audiences__person_actions') }}
),

matured as (
    select
        kept_scores.*,
        audiences.gap_days,
        audiences.is_absent,
        audiences.checked_on,
        persons.person_key
    from kept_scores
    inner join audiences
        on
            kept_scores.audience = audiences.audience
            and kept_scores.audience_version = audiences.audience_version
            and audiences.checked_on >= kept_scores.window_ends_on + {{ var('lookback_days') }}
    left join kept_scoreboard
        on
            kept_scores.audience = kept_scoreboard.audience
            and kept_scores.audience_version = kept_scoreboard.audience_version
            and kept_scores.as_of = kept_scoreboard.as_of
    left join persons on kept_scores.person_id = persons.person_id
    where kept_scoreboard.as_of is null
),

windows as (
    select distinct
        audience,
        as_of,
        as_of + gap_days as window_start,
        window_ends_on as window_end,
        checked_on as labelled_until
    from matured
),

acted as (
    {{ people_who_acted('windows', 'person_actions', ['audience', 'as_of']) }}
),

final as (
    select
        matured.audience,
        matured.audience_version,
        matured.as_of,
        matured.model_version,
        matured.checked_on,
        matured.tier,
        cast(1 + floor(round((1 - matured.percentile) * 10, 9)) as integer) as tenth,
        matured.propensity,
        (acted.person_key is not null) != coalesce(matured.is_absent, false) as acted
    from matured
    left join acted
        on
            matured.audience = acted.audience
            and matured.as_of = acted.as_of
            and matured.person_key = acted.person_key
)

select * from final
