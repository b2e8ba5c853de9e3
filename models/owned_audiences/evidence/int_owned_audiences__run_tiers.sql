-- One row per audience and tier: who is in it in this run, and whether chance decided that.
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
    where tier is not null
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

tiers as (
    select
        segments.audience,
        segments.as_of,
        segments.tier,
        count(*) as people,
        count(*) filter (where segments.is_suppressed) as suppressed_people,
        sum(segments.propensity) as expected_actions,
        {{ expected_half_width('segments.propensity') }} as half_width,
        min(segments.points) as lowest_points,
        min(segments.percentile) as lowest_percentile,
        max(segments.percentile) as highest_percentile
    from segments
    left join current_models on segments.audience = current_models.audience
    group by segments.audience, segments.as_of, segments.tier
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
        tiers.audience,
        tiers.as_of,
        tiers.tier,
        row_number() over (
            partition by tiers.audience order by tiers.highest_percentile desc
        ) as tier_rank,
        tiers.people,
        tiers.suppressed_people,
        tiers.expected_actions,
        -- greatest and least pass over nulls
        case
            when tiers.half_width is not null
                then greatest(0, tiers.expected_actions - tiers.half_width)
        end as expected_actions_low,
        case
            when tiers.half_width is not null
                then least(tiers.people, tiers.expected_actions + tiers.half_width)
        end as expected_actions_high,
        coalesce(tied.tied_inside, 0) as tied_inside,
        coalesce(tied.tied_outside, 0) as tied_outside
    from tiers
    left join tied on tiers.audience = tied.audience and tiers.tier = tied.tier
)

select * from final
