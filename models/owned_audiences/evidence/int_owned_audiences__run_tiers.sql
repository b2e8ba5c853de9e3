-- One row per audience and tier: who is in it in this run, and whether chance decided that.
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
    where tier is not null
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

scored as (
    select
        segments.*,
        current_models.calibration_error,
        current_models.calibration_t
    from segments
    left join current_models on segments.audience = current_models.audience
),

expected as (
    {{ expected_actions('scored', ['audience', 'as_of', 'tier']) }}
),

valued as (
    {{ expected_values('scored', 'expected', ['audience', 'as_of', 'tier']) }}
),

tiers as (
    select
        audience,
        tier,
        count(*) filter (where is_suppressed) as suppressed_people,
        min(points) as lowest_points,
        min(percentile) as lowest_percentile,
        max(percentile) as highest_percentile
    from segments
    group by audience, tier
),

-- people who have the lowest score of a tier, in it and below it
tied as (
    select
        tiers.audience,
        tiers.tier,
        count(*) filter (where segments.tier = tiers.tier) as tied_inside,
        count(*) filter (where segments.percentile < tiers.lowest_percentile) as tied_outside
    from tiers
    inner join segments
        on tiers.audience = segments.audience and tiers.lowest_points = segments.points
    group by tiers.audience, tiers.tier
),

final as (
    select
        expected.audience,
        expected.as_of,
        expected.tier,
        row_number() over (
            partition by expected.audience order by tiers.highest_percentile desc
        ) as tier_rank,
        expected.people,
        tiers.suppressed_people,
        expected.expected_actions,
        expected.expected_actions_low,
        expected.expected_actions_high,
        valued.expected_value,
        valued.expected_value_low,
        valued.expected_value_high,
        coalesce(tied.tied_inside, 0) as tied_inside,
        coalesce(tied.tied_outside, 0) as tied_outside
    from expected
    inner join tiers on expected.audience = tiers.audience and expected.tier = tiers.tier
    left join valued on expected.audience = valued.audience and expected.tier = valued.tier
    left join tied on expected.audience = tied.audience and expected.tier = tied.tier
)

select * from final
