-- One row per audience with a model and share of its eligible people, the likeliest first: how many
-- people that is and how many of them may be contacted, and how many of each are expected to act
-- within the horizon (null for a seed set, which says nothing of that).
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
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
        count(*) as people
    from segments
    group by audience
),

sized as (
    select
        segments.audience,
        segments.as_of,
        segments.propensity,
        segments.expected_value,
        segments.expected_value_error,
        segments.is_suppressed,
        shares.share,
        current_models.calibration_error,
        current_models.calibration_t
    from segments
    inner join totals on segments.audience = totals.audience
    inner join shares
        on round((1 - segments.percentile) * totals.people) < shares.share * totals.people
    inner join current_models on segments.audience = current_models.audience
),

reachable as (
    select * from sized
    where not is_suppressed
),

lowest as (
    select
        audience,
        share,
        min(propensity) as lowest_propensity
    from sized
    group by audience, share
),

expected as (
    {{ expected_actions('sized', ['audience', 'as_of', 'share']) }}
),

expected_of_reachable as (
    {{ expected_actions('reachable', ['audience', 'as_of', 'share']) }}
),

valued as (
    {{ expected_values('sized', 'expected', ['audience', 'as_of', 'share']) }}
),

final as (
    select
        expected.audience,
        expected.as_of,
        cast(expected.share as double) as share,
        expected.people,
        coalesce(expected_of_reachable.people, 0) as reachable_people,
        expected.expected_actions,
        expected.expected_actions_low,
        expected.expected_actions_high,
        {%- for suffix in ['', '_low', '_high'] %}
        -- nobody who may be contacted, nothing expected of them
        coalesce(
            expected_of_reachable.expected_actions{{ suffix }},
            0 * expected.expected_actions{{ suffix }}
        ) as reachable_expected_actions{{ suffix }},
        {%- endfor %}
        expected.expected_actions
        / max(expected.expected_actions) over (partition by expected.audience) as share_of_actions,
        lowest.lowest_propensity,
        valued.expected_value,
        valued.expected_value_low,
        valued.expected_value_high
    from expected
    inner join lowest on expected.audience = lowest.audience and expected.share = lowest.share
    left join valued on expected.audience = valued.audience and expected.share = valued.share
    left join expected_of_reachable
        on
            expected.audience = expected_of_reachable.audience
            and expected.share = expected_of_reachable.share
)

select * from final
