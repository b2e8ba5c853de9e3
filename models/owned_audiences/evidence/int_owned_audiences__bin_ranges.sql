-- One row per audience with a scorecard, feature and range of its bins (one bin, or all from one
-- on, up to one or up to one of the people who have it): which share of the positives (people who
-- acted, or members of the seed set) and of the others is in it.
with current_models as (
    select
        audience,
        audience_type,
        model_version
    from {{ ref('int_owned_audiences__current_models') }}
),

bins as (
    select
        scorecards.*,
        current_models.audience_type,
        -- decimals, as a sum of doubles depends on the order of rows
        cast(scorecards.share * coalesce(scorecards.action_rate, 0) as decimal(18, 9)) as positives,
        cast(scorecards.share * (1 - coalesce(scorecards.action_rate, 0)) as decimal(18, 9))
            as others
    from {{ ref('int_owned_audiences__scorecards') }} as scorecards
    inner join current_models
        on
            scorecards.audience = current_models.audience
            and scorecards.model_version = current_models.model_version
    where scorecards.feature != '(intercept)'
),

running as (
    select
        *,
        sum(positives) over up_to as positives_up_to,
        sum(others) over up_to as others_up_to,
        sum(positives) over of_feature as all_positives,
        sum(others) over of_feature as all_others,
        max(bin) over of_feature as last_bin
    from bins
    window
        of_feature as (partition by audience, feature),
        up_to as (partition by audience, feature order by bin)
),

final as (
    select
        first_bins.audience,
        first_bins.audience_type,
        first_bins.feature,
        first_bins.bin as from_bin,
        last_bins.bin as to_bin,
        case when first_bins.bin = last_bins.bin then first_bins.label end as label,
        case
            when last_bins.bin = 0 then 'none'
            when first_bins.bin = 1 and last_bins.bin = last_bins.last_bin then 'any'
            else
                case when first_bins.bin = 0 then 'none or ' else '' end
                || {{ number_range('first_bins.lower_bound', 'last_bins.upper_bound', 'false') }}
        end as range_label,
        -- as exact as the scorecard's own shares
        round(
            (last_bins.positives_up_to - first_bins.positives_up_to + first_bins.positives)
            / nullif(first_bins.all_positives, 0), 6
        ) as share_of_positives,
        round(
            (last_bins.others_up_to - first_bins.others_up_to + first_bins.others)
            / nullif(first_bins.all_others, 0), 6
        ) as share_of_others
    from running as first_bins
    inner join running as last_bins
        on
            first_bins.audience = last_bins.audience
            and first_bins.feature = last_bins.feature
            and first_bins.bin <= last_bins.bin
            and (
                first_bins.bin = last_bins.bin
                or first_bins.bin = 1
                or (first_bins.bin = 0 and last_bins.bin < last_bins.last_bin)
                or (first_bins.bin > 0 and last_bins.bin = last_bins.last_bin)
            )
)

select * from final
