-- One row per audience, past date whose outcome is trained on or predicted in this run, and length
-- of the labels there: its label window, and the size of its sample of each class.
{{ config(materialized='view') }}
{% set people_of_each_class = 30000 %}
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

cutoffs as (
    select * from {{ ref('int_owned_audiences__cutoffs') }}
),

-- a model's people of each class are shared out over its cut-offs
quotas as (
    select
        cutoffs.audience,
        cutoffs.label_days,
        {{ people_of_each_class }} / greatest(1, count(cutoffs.as_of)) as quota
    from cutoffs
    inner join audiences
        on cutoffs.audience = audiences.audience and cutoffs.model_as_of = audiences.as_of
    group by cutoffs.audience, cutoffs.label_days
),

dates as (
    select
        audience,
        label_days,
        as_of
    from cutoffs
    where as_of is not null
    union distinct
    select
        audience,
        label_days,
        model_as_of as as_of
    from cutoffs
),

final as (
    select
        dates.audience,
        dates.as_of,
        dates.label_days,
        dates.as_of + audiences.gap_days as window_start,
        dates.as_of + audiences.gap_days + dates.label_days as window_end,
        audiences.as_of as labelled_until,
        audiences.is_absent,
        quotas.quota
    from dates
    inner join audiences
        on dates.audience = audiences.audience and dates.as_of < audiences.as_of
    inner join quotas
        on dates.audience = quotas.audience and dates.label_days = quotas.label_days
)

select * from final
