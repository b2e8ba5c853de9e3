-- One row per audience with a scorecard in which features separate too well to be honest: how many,
-- and the range of bins that separates most.
{# nearly all positives, not half of the others: it tells who acts, or the list was made from it #}
{% set nearly_all = 0.98 %}
{% set half = 0.5 %}
{# and better than people's own past does: that may be honest where most are long gone #}
{% set better_than_the_past = 0.1 %}
with bin_ranges as (
    select
        *,
        share_of_positives - share_of_others as difference
    from {{ ref('int_owned_audiences__bin_ranges') }}
),

features as (
    select
        feature,
        family
    from {{ ref('int_owned_audiences__features') }}
),

of_the_past as (
    select
        bin_ranges.audience,
        max(bin_ranges.difference) as difference
    from bin_ranges
    inner join features on bin_ranges.feature = features.feature
    where
        bin_ranges.audience_type = 'desired_action'
        and features.family in ('activity', 'desired_action')
    group by bin_ranges.audience
),

leaky_ranges as (
    select
        bin_ranges.*,
        row_number() over (
            partition by bin_ranges.audience
            order by
                round(bin_ranges.difference, 2) desc,
                bin_ranges.share_of_positives desc,
                bin_ranges.feature asc,
                bin_ranges.from_bin asc,
                bin_ranges.to_bin asc
        ) as row_rank
    from bin_ranges
    left join of_the_past on bin_ranges.audience = of_the_past.audience
    where
        bin_ranges.share_of_positives >= {{ nearly_all }}
        and bin_ranges.share_of_others <= {{ half }}
        and bin_ranges.difference
        > coalesce(of_the_past.difference + {{ better_than_the_past }}, 0)
),

final as (
    select
        audience,
        count(distinct feature) as leaky_features,
        max(feature) filter (where row_rank = 1) as feature,
        max(label) filter (where row_rank = 1) as label,
        max(range_label) filter (where row_rank = 1) as range_label,
        max(share_of_positives) filter (where row_rank = 1) as share_of_positives,
        max(share_of_others) filter (where row_rank = 1) as share_of_others
    from leaky_ranges
    group by audience
)

select * from final
