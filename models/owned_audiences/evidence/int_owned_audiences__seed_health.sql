-- One row per audience with a seed set, and per other name that the lists hold: how good
-- the list is to train on, and warnings about it.
{% set covers -%}
' (' || {{ percent('share_of_positives') }} || ' of the members, '
|| {{ percent('share_of_others') }} || ' of the others)'
{%- endset %}
with seed_set_counts as (
    select * from {{ ref('int_owned_audiences__seed_set_counts') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
    where audience_type = 'seed_set'
),

bin_ranges as (
    select *
    from {{ ref('int_owned_audiences__bin_ranges') }}
    where audience_type = 'seed_set'
),

leaky_features as (
    select * from {{ ref('int_owned_audiences__leaky_features') }}
),

-- of each feature the bin that separates most
separating as (
    select
        *,
        abs(share_of_positives - share_of_others) as difference,
        {{ covers }} as covers
    from bin_ranges
    where label is not null
    qualify row_number() over (
        partition by audience, feature
        order by abs(share_of_positives - share_of_others) desc, from_bin asc
    ) = 1
),

separated as (
    select
        audience,
        max(label || covers) filter (where rank = 1) as separated_by_1,
        max(label || covers) filter (where rank = 2) as separated_by_2,
        max(label || covers) filter (where rank = 3) as separated_by_3
    from (
        select
            *,
            row_number() over (partition by audience order by difference desc, feature asc) as rank
        from separating
    ) as ranked
    group by audience
),

joined as (
    select
        seed_set_counts.*,
        seed_set_counts.matched_members / nullif(seed_set_counts.members, 0) as match_rate,
        seed_set_counts.undated_members / nullif(seed_set_counts.members, 0) as undated_share,
        case when seed_set_counts.is_configured then current_models.status else 'not_configured' end
            as status,
        current_models.status_reason,
        current_models.auc,
        current_models.auc_low,
        current_models.auc_high,
        current_models.baseline_auc as recency_auc,
        separated.separated_by_1,
        separated.separated_by_2,
        separated.separated_by_3,
        leaky_features.feature || ' ' || leaky_features.range_label || {{ covers }}
            as leaky_feature,
        coalesce(leaky_features.leaky_features, 0) as leaky_features
    from seed_set_counts
    left join current_models on seed_set_counts.audience = current_models.audience
    left join separated on seed_set_counts.audience = separated.audience
    left join leaky_features on seed_set_counts.audience = leaky_features.audience
),

final as (
    select
        * exclude (is_configured, undated_members, status_reason),
        {{ seed_health_text() }} as health
    from joined
)

select * from final
