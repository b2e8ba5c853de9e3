-- One row per audience, date of a model to fit in this run, cut-off that it is trained on, and
-- length of the labels there. The model of the audience's own as_of is the one to use; those of
-- earlier dates are validated. Where labels are shorter than the horizon, the model to use is
-- trained on cut-offs of the whole horizon, too, as far as there are any. Label windows of which
-- nothing was recorded are left out.
{% set validated_dates = 6 %}
with label_spans as (
    select
        *,
        gap_days + label_days as window_end_after,
        least(30, label_days) as step,
        cast(ceil(label_days / least(30, label_days)) as integer) as steps_of_window
    from {{ ref('int_owned_audiences__label_spans') }}
),

gaps as (
    select * from {{ ref('int_owned_audiences__gaps') }}
),

numbers as (
    select cast(unnest(range(1000)) as integer) as number
),

-- enough of a grid for the validated dates, a window apart, and the six cut-offs before each
whole_grid as (
    select
        label_spans.*,
        numbers.number,
        label_spans.observed_until - label_spans.window_end_after - label_spans.lateness_days
        - numbers.number * label_spans.step as cutoff
    from label_spans
    inner join numbers
        on
            numbers.number
            <= {{ validated_dates - 1 }} * label_spans.steps_of_window
            + ceil((label_spans.window_end_after + label_spans.lateness_days) / label_spans.step)
            + 5
            and label_spans.observed_until - label_spans.window_end_after
            - label_spans.lateness_days - numbers.number * label_spans.step
            >= label_spans.first_known_on + label_spans.history_days
),

grid as (
    select whole_grid.*
    from whole_grid
    left join gaps
        on {{ in_gap(
            'whole_grid.cutoff + whole_grid.gap_days',
            'whole_grid.cutoff + whole_grid.window_end_after',
        ) }}
    where gaps.first_day is null
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
        number % steps_of_window = 0
        and number < {{ validated_dates }} * steps_of_window
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

whole_horizon as (
    select
        audience,
        as_of as model_as_of,
        horizon_days as label_days,
        cutoff + label_days - horizon_days as as_of
    from grid
    where
        label_days < horizon_days
        and number < 6
        and cutoff + label_days - horizon_days >= first_known_on + history_days
),

final as (
    select
        models.audience,
        models.model_as_of,
        label_spans.label_days,
        learned_from.as_of
    from models
    inner join label_spans on models.audience = label_spans.audience
    left join learned_from
        on
            models.audience = learned_from.audience
            and models.model_as_of = learned_from.model_as_of
    union all
    select
        audience,
        model_as_of,
        label_days,
        as_of
    from whole_horizon
)

select * from final
