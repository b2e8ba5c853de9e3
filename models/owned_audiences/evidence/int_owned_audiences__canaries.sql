-- One row per audience and canary: whether something of the future leaks into what is learned, and
-- how much of it was left out.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

leaky_features as (
    select * from {{ ref('int_owned_audiences__leaky_features') }}
),

recounts as (
    select
        audience,
        count(*) as examples,
        count(*) filter (where differing_features > 0) as differing,
        min(differing_feature) as differing_feature,
        count(*) filter (where has_later_links) as with_later_links
    from {{ ref('int_owned_audiences__recounts') }}
    group by audience
),

later_rows as (
    select coalesce(sum(activity_days.interactions), 0) as later_rows
    from {{ ref('int_owned_audiences__as_of') }} as as_of
    inner join {{ ref('int_owned_audiences__activity_days') }} as activity_days
        on as_of.as_of <= activity_days.known_on
),

erased as (
    select count(*) as erased_identifiers from {{ ref('int_owned_audiences__erased') }}
    where is_known is not false
),

found as (
    select
        audiences.audience,
        audiences.as_of,
        audiences.audience_type,
        audiences.is_absent,
        recounts.examples,
        recounts.differing,
        recounts.differing_feature,
        recounts.with_later_links,
        leaky_features.leaky_features,
        leaky_features.feature,
        leaky_features.label,
        leaky_features.range_label,
        leaky_features.share_of_positives,
        leaky_features.share_of_others,
        current_models.scorecard is not null as has_scorecard,
        later_rows.later_rows,
        erased.erased_identifiers
    from audiences
    cross join later_rows
    cross join erased
    left join recounts on audiences.audience = recounts.audience
    left join current_models on audiences.audience = current_models.audience
    left join leaky_features on audiences.audience = leaky_features.audience
),

canaries as (
    -- seed sets have what separates too well in seed_health
    {%- for name, canary in canaries().items() %}
    select
        audience,
        as_of,
        '{{ name }}' as canary,
        cast({{ canary.value }} as double) as value, -- noqa: RF04
        cast({{ canary.threshold }} as double) as threshold,
        {{ canary.finding }} as finding
    from found
    where {{ canary.is_for }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        audience,
        as_of,
        canary,
        value,
        threshold,
        coalesce(value > threshold, false) as is_alarming,
        finding
    from canaries
)

select * from final
