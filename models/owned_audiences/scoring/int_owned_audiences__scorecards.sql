-- One row per audience, model, feature and bin: the points, in ten-thousandths, that the bin adds
-- to a person's log-odds. Bin 0 is for people without the feature; '(intercept)' is for everyone.
with fitted_models as (
    select * from {{ ref('int_owned_audiences__fitted_models') }}
),

features as (
    select * from {{ ref('int_owned_audiences__features') }}
),

bins as (
    {{ scorecard_bins('fitted_models') }}
),

-- what users state is whole where all of its bounds are, and need not begin at 1
defined as (
    select
        bins.*,
        features.unit,
        features.label,
        features.absent_label,
        coalesce(features.is_whole, false)
        or (
            coalesce(features.family in ('attribute', 'extra'), true)
            and bins.lower_bound is not null
            and coalesce(bool_and(
                coalesce(bins.lower_bound = floor(bins.lower_bound) and bins.lower_bound >= 1, true)
                and coalesce(
                    bins.upper_bound = floor(bins.upper_bound) and bins.upper_bound > 1, true
                )
            ) over (partition by bins.model_version, bins.feature), false)
        ) as is_whole
    from bins
    left join features on bins.feature = features.feature
),

labeled as (
    select
        *,
        case
            when unit = 'category' then case when bin = 0 then 'no' else 'yes' end
            when bin = 0 then 'none'
            else {{ bin_label('lower_bound', 'upper_bound', 'is_whole', 'unit') }}
        end as bin_label
    from defined
),

final as (
    select
        audience,
        model_version,
        feature,
        bin,
        bin_label,
        -- a feature that there is no more, of an earlier model, is said by its name
        replace(
            replace(
                case
                    when bin = 0 then coalesce(absent_label, feature || ': none')
                    else coalesce(label, feature || ': {bin}')
                end,
                '{bin}', bin_label
            ),
            '{action}', {{ action_label() }}
        ) as label,
        lower_bound,
        upper_bound,
        points,
        average_points,
        share,
        action_rate
    from labeled
)

select * from final
