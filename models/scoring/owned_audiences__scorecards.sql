-- One row per audience, model, feature and bin: the points, in ten-thousandths, that the bin adds
-- to a person's log-odds. Bin 0 is for people without the feature; '(intercept)' is everybody's.
with propensity_fits as (
    select * from {{ ref('int_owned_audiences__propensity_fits') }}
),

wordings as (
    select * from {{ ref('owned_audiences__feature_wordings') }}
),

bins as (
    {{ scorecard_bins('propensity_fits') }}
),

labelled as (
    select
        *,
        case when bin = 0 then 'none' else {{ bin_label('lower_bound', 'upper_bound') }} end
            as bin_label
    from bins
),

features as (
    select distinct feature from bins
),

worded_features as (
    select
        features.feature,
        wordings.wording,
        wordings.absent_wording,
        replace(
            replace(
                left(features.feature, length(features.feature) - length(wordings.ending)),
                'desired_action', 'the desired action'
            ),
            ':', ' '
        ) as subject
    from features
    inner join wordings on ends_with(features.feature, wordings.ending)
    qualify row_number() over (
        partition by features.feature order by length(wordings.ending) desc
    ) = 1
),

final as (
    select
        labelled.audience,
        labelled.model_version,
        labelled.feature,
        labelled.bin,
        labelled.bin_label,
        coalesce(
            replace(
                replace(
                    case
                        when labelled.bin = 0 then worded_features.absent_wording
                        else worded_features.wording
                    end,
                    '{bin}', labelled.bin_label
                ),
                '{subject}', worded_features.subject
            ),
            labelled.feature || ': ' || labelled.bin_label
        ) as meaning,
        labelled.lower_bound,
        labelled.upper_bound,
        labelled.points,
        labelled.average_points,
        labelled.share,
        labelled.action_rate
    from labelled
    left join worded_features on labelled.feature = worded_features.feature
)

select * from final
