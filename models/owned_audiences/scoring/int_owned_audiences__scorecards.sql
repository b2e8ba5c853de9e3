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

-- counts and days are whole numbers from 1 on; values and means are not, and what the user stated
-- need not begin at 1
told_apart as (
    select
        *,
        feature like 'attribute:%' or feature like 'extra:%' as is_stated,
        not contains(feature, '_value_') and not contains(feature, 'mean')
        and coalesce(bool_and(
            coalesce(lower_bound = floor(lower_bound) and lower_bound >= 1, true)
            and coalesce(upper_bound = floor(upper_bound) and upper_bound > 1, true)
        ) over (partition by model_version, feature), false) as is_whole
    from bins
),

labelled as (
    select
        *,
        case
            when feature like 'attribute:%=%' then case when bin = 0 then 'no' else 'yes' end
            when bin = 0 then 'none'
            when is_stated and lower_bound is null and upper_bound is null then 'any number'
            else {{ bin_label(
                'lower_bound', 'upper_bound', '(is_whole and (lower_bound is not null or not is_stated))'
            ) }}
        end as bin_label
    from told_apart
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
    where features.feature not like 'attribute:%' and features.feature not like 'extra:%'
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
            {{ fill_in("case when labelled.bin = 0 then worded_features.absent_wording
                else worded_features.wording end", 'labelled.bin_label', 'worded_features.subject') }},
            case
                when labelled.feature like 'attribute:%=%'
                    -- the first equals sign alone: a category may have more
                    then regexp_replace(
                        substr(labelled.feature, 11), '=',
                        case when labelled.bin = 0 then ' is not ' else ' is ' end
                    )
                else
                    regexp_replace(labelled.feature, '^(attribute|extra):', '') || ': '
                    || labelled.bin_label
            end
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
