-- One row per audience with a model and share of its eligible people, the likeliest first: how many
-- people that is, and how many of them are expected to act within the horizon (null for a seed
-- list, which says nothing of that).
with propensities as (
    select * from {{ ref('int_owned_audiences__propensities') }}
    where points is not null
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

shares as (
    select unnest([0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0]) as share
),

totals as (
    select
        audience,
        count(*) as people,
        {{ exact_sum('propensity') }} as expected_actions
    from propensities
    group by audience
),

sized as (
    select
        propensities.audience,
        propensities.as_of,
        shares.share,
        count(*) as people,
        {{ exact_sum('propensities.propensity') }} as expected_actions,
        {{ expected_half_width('propensities.propensity') }} as half_width,
        {{ exact_sum('propensities.propensity') }} / any_value(totals.expected_actions)
            as share_of_actions,
        min(propensities.propensity) as lowest_propensity
    from propensities
    inner join totals on propensities.audience = totals.audience
    inner join shares
        on round((1 - propensities.percentile) * totals.people) < shares.share * totals.people
    inner join current_models on propensities.audience = current_models.audience
    group by propensities.audience, propensities.as_of, shares.share
),

final as (
    select
        audience,
        as_of,
        cast(share as double) as share,
        people,
        expected_actions,
        -- greatest and least pass over a null
        case when half_width is not null then greatest(0, expected_actions - half_width) end
            as expected_actions_low,
        case when half_width is not null then least(people, expected_actions + half_width) end
            as expected_actions_high,
        share_of_actions,
        lowest_propensity
    from sized
)

select * from final
