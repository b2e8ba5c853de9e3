-- One row per audience with a seed set, and per other name that the lists hold: how good
-- the list is to train on, and warnings about it.
with seed_set_counts as (
    select * from {{ ref('int_owned_audiences__seed_set_counts') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
    where audience_type = 'seed_set'
),

seed_set_ranges as (
    select
        *,
        ' (' || {{ percent('share_of_members') }} || ' of the members, '
        || {{ percent('share_of_others') }} || ' of the others)' as covers
    from {{ ref('int_owned_audiences__seed_set_ranges') }}
),

-- of each feature the bin that separates most
separating as (
    select
        *,
        abs(share_of_members - share_of_others) as difference
    from seed_set_ranges
    where label is not null
    qualify row_number() over (
        partition by audience, feature
        order by abs(share_of_members - share_of_others) desc, from_bin asc
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

-- what nearly all members have in common, and not half of the others: the list was made from it
leaky_ranges as (
    select
        *,
        round(share_of_members - share_of_others, 2) as difference
    from seed_set_ranges
    where share_of_members >= 0.98 and share_of_others <= 0.5
),

leaky_features as (
    select
        audience,
        count(distinct feature) as leaky_features,
        max(feature || ' ' || range_label || covers) filter (where rank = 1) as leaky_feature
    from (
        select
            *,
            row_number() over (
                partition by audience
                order by
                    difference desc, share_of_members desc, feature asc, from_bin asc, to_bin asc
            ) as rank
        from leaky_ranges
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
        leaky_features.leaky_feature,
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
