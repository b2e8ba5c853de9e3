-- One row per audience, date of a model to fit in this run, and cut-off that it is trained on. The
-- model of the audience's own as_of is the one to use; those of earlier dates are validated.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
    where needs_fit and horizon_days is not null
),

daily_activity as (
    select * from {{ ref('int_owned_audiences__daily_activity') }}
),

as_of as (
    select max(as_of) as as_of
    from audiences
),

history as (
    select
        min(daily_activity.known_on) as first_known_on,
        max(daily_activity.known_on) + 1 as known_until
    from daily_activity
    cross join as_of
    where daily_activity.known_on < as_of.as_of
),

-- how late interactions usually become known
lateness as (
    select
        cast(
            coalesce(quantile_disc(daily_activity.known_on - daily_activity.day, 0.99), 0)
            as integer
        ) as days
    from daily_activity
    cross join as_of
    where
        daily_activity.known_on < as_of.as_of
        and daily_activity.known_on >= as_of.as_of - 90
),

-- days from a cut-off to the end of its label window, and between cut-offs
spans as (
    select
        audiences.audience,
        audiences.as_of,
        -- what has not been observed yet is no outcome
        least(audiences.as_of, history.known_until) as observed_until,
        audiences.gap_days + audiences.horizon_days as window_end_after,
        audiences.gap_days + audiences.horizon_days + lateness.days as known_after,
        least(30, audiences.horizon_days) as step,
        cast(ceil(audiences.horizon_days / least(30, audiences.horizon_days)) as integer)
            as steps_of_horizon,
        history.first_known_on
    from audiences
    cross join lateness
    cross join history
),

numbers as (
    select cast(unnest(range(1000)) as integer) as number
),

-- enough of a grid for three validated dates and the six cut-offs before each
grid as (
    select
        spans.*,
        numbers.number,
        spans.observed_until - spans.known_after - numbers.number * spans.step as cutoff
    from spans
    inner join numbers
        on
            numbers.number
            <= 2 * spans.steps_of_horizon + ceil(spans.known_after / spans.step) + 5
            and spans.observed_until - spans.known_after - numbers.number * spans.step
            >= spans.first_known_on + spans.step
),

models as (
    select
        audience,
        as_of as model_as_of
    from spans
    union all
    select
        audience,
        cutoff as model_as_of
    from grid
    where number in (0, steps_of_horizon, 2 * steps_of_horizon)
),

learned_from as (
    select
        models.audience,
        models.model_as_of,
        grid.cutoff as as_of
    from models
    inner join grid
        on
            models.audience = grid.audience
            -- a validated model may be trained on windows that had just ended, whose last labels
            -- became known a little later: else one late day would put it a whole step back
            and models.model_as_of >= grid.cutoff + grid.window_end_after
    qualify row_number() over (
        partition by models.audience, models.model_as_of order by grid.cutoff desc
    ) <= 6
),

final as (
    select
        models.audience,
        models.model_as_of,
        learned_from.as_of
    from models
    left join learned_from
        on
            models.audience = learned_from.audience
            and models.model_as_of = learned_from.model_as_of
)

select * from final
