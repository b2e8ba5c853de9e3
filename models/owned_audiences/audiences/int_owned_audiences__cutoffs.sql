-- One row per audience, date of a model to fit in this run, and cut-off that it is trained on. The
-- model of the audience's own as_of is the one to use; those of earlier dates are validated.
{% set validated_dates = 6 %}
with label_spans as (
    select
        *,
        least(30, horizon_days) as step,
        cast(ceil(horizon_days / least(30, horizon_days)) as integer) as steps_of_horizon
    from {{ ref('int_owned_audiences__label_spans') }}
),

numbers as (
    select cast(unnest(range(1000)) as integer) as number
),

-- enough of a grid for the validated dates, a horizon apart, and the six cut-offs before each
grid as (
    select
        label_spans.*,
        numbers.number,
        label_spans.observed_until - label_spans.known_after - numbers.number * label_spans.step
            as cutoff
    from label_spans
    inner join numbers
        on
            numbers.number
            <= {{ validated_dates - 1 }} * label_spans.steps_of_horizon
            + ceil(label_spans.known_after / label_spans.step) + 5
            and label_spans.observed_until - label_spans.known_after
            - numbers.number * label_spans.step
            >= label_spans.first_known_on + label_spans.step
),

models as (
    select
        audience,
        as_of as model_as_of
    from label_spans
    union all
    select
        audience,
        cutoff as model_as_of
    from grid
    where
        number % steps_of_horizon = 0
        and number < {{ validated_dates }} * steps_of_horizon
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
