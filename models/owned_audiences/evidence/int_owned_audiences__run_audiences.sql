-- One row per audience: what became of it in this run.
with audiences as (
    select * from {{ ref('int_owned_audiences__audiences') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

fitted_models as (
    select
        audience,
        model_version,
        as_of
    from {{ ref('int_owned_audiences__fitted_models') }}
),

segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
),

sizes as (
    select * from {{ ref('int_owned_audiences__audience_sizes') }}
    where share = 1
),

people as (
    select
        audience,
        count(*) as people,
        count(*) filter (where not is_suppressed) as reachable_people,
        count(*) filter (where tier != 'rest') as people_in_tiers
    from segments
    group by audience
),

events as (
    select
        audience,
        count(*) filter (where event = 'entered') as people_entered,
        count(*) filter (where event = 'moved') as people_moved,
        count(*) filter (where event = 'left') as people_left
    from {{ ref('int_owned_audiences__segment_events') }}
    group by audience
),

final as (
    select
        audiences.audience,
        audiences.audience_version,
        audiences.as_of,
        audiences.audience_type,
        audiences.model_version,
        fitted_models.as_of as trained_on,
        current_models.status,
        current_models.status_reason,
        current_models.validated_windows,
        current_models.auc,
        current_models.auc_low,
        current_models.auc_high,
        current_models.baseline_auc,
        coalesce(people.people, 0) as people,
        coalesce(people.reachable_people, 0) as reachable_people,
        coalesce(people.people_in_tiers, 0) as people_in_tiers,
        sizes.expected_actions,
        sizes.expected_actions_low,
        sizes.expected_actions_high,
        coalesce(events.people_entered, 0) as people_entered,
        coalesce(events.people_moved, 0) as people_moved,
        coalesce(events.people_left, 0) as people_left
    from audiences
    left join current_models on audiences.audience = current_models.audience
    left join fitted_models
        on
            audiences.audience = fitted_models.audience
            and audiences.model_version = fitted_models.model_version
    left join people on audiences.audience = people.audience
    left join sizes on audiences.audience = sizes.audience
    left join events on audiences.audience = events.audience
)

select * from final
