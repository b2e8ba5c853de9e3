-- One row per audience with a model and share of its eligible people, the likeliest first: how many
-- people that is and how many of them may be contacted, and how many of each are expected to act
-- within the horizon (null for a seed set, which says nothing of that).
{% set groups = {
    '': 'propensity', 'reachable_': 'case when is_suppressed then 0 else propensity end',
} %}
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
        count(*) as people,
        {{ exact_sum('propensity') }} as expected_actions
    from segments
    group by audience
),

sized as (
    select
        segments.audience,
        segments.as_of,
        segments.propensity,
        segments.is_suppressed,
        shares.share,
        totals.expected_actions as all_expected_actions,
        current_models.calibration_error,
        current_models.calibration_t
    from segments
    inner join totals on segments.audience = totals.audience
    inner join shares
        on round((1 - segments.percentile) * totals.people) < shares.share * totals.people
    inner join current_models on segments.audience = current_models.audience
),

counted as (
    select
        audience,
        as_of,
        share,
        count(*) as people,
        count(*) filter (where not is_suppressed) as reachable_people,
        {%- for prefix, propensity in groups.items() %}
        {{ exact_sum(propensity) }} as {{ prefix }}expected_actions,
        {{ expected_half_width(propensity) }} as {{ prefix }}half_width,
        {%- endfor %}
        {{ exact_sum('propensity') }} / any_value(all_expected_actions) as share_of_actions,
        min(propensity) as lowest_propensity
    from sized
    group by audience, as_of, share
),

final as (
    select
        audience,
        as_of,
        cast(share as double) as share,
        people,
        reachable_people,
        {%- for prefix in groups %}
        {{ prefix }}expected_actions,
        -- greatest and least pass over a null
        case
            when {{ prefix }}half_width is not null
                then greatest(0, {{ prefix }}expected_actions - {{ prefix }}half_width)
        end as {{ prefix }}expected_actions_low,
        case
            when {{ prefix }}half_width is not null
                then least(
                    {{ prefix }}people, {{ prefix }}expected_actions + {{ prefix }}half_width
                )
        end as {{ prefix }}expected_actions_high,
        {%- endfor %}
        share_of_actions,
        lowest_propensity
    from counted
)

select * from final
