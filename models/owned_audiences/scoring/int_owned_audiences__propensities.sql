-- One row per audience and eligible person: propensity, rank and tier as of the current as_of; null
-- where the audience has no model. Points of a seed set say resemblance, which is no propensity.
with eligible_people as (
    select * from {{ ref('int_owned_audiences__eligible_people') }}
),

scored_people as (
    select * from {{ ref('int_owned_audiences__scored_people') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

tiers as (
    {{ audience_tiers() }}
),

actor_values as (
    {{ actor_values('current_models') }}
),

scored as (
    select
        eligible_people.audience,
        eligible_people.as_of,
        eligible_people.person_key,
        eligible_people.person_id,
        eligible_people.days_since_desired_action,
        current_models.model_version,
        current_models.status,
        current_models.audience_type,
        {% for reason in ['reason_1', 'reason_2', 'reason_3', 'reason_against'] -%}
        scored_people.{{ reason }},
        scored_people.{{ reason }}_bin,
        scored_people.{{ reason }}_points,
        {% endfor -%}
        actor_values.actor_value,
        actor_values.actor_value_error,
        scored_people.points + current_models.calibration_shift_points as points
    from eligible_people
    left join current_models on eligible_people.audience = current_models.audience
    left join scored_people
        on
            eligible_people.audience = scored_people.audience
            and eligible_people.person_key = scored_people.person_key
    left join actor_values
        on
            eligible_people.audience = actor_values.audience
            and scored_people.points >= coalesce(actor_values.lower_points, scored_people.points)
            and scored_people.points < coalesce(actor_values.upper_points, scored_people.points + 1)
),

-- ties are broken by md5, so that tiers have the size that was asked for
ranked as (
    select
        audience,
        person_key,
        row_number() over (
            partition by audience
            order by coalesce(-points, 0) asc, md5(person_id) asc, person_id asc
        ) as rank,
        count(*) over (partition by audience) as people
    from scored
),

final as (
    select
        scored.*,
        case
            when scored.audience_type = 'seed_set' then null
            else 1 / (1 + exp(-scored.points / 10000.0))
        end as propensity,
        case
            when scored.points is not null
                then (ranked.people - ranked.rank + 1) / ranked.people
        end as percentile,
        case when scored.points is not null then coalesce(tiers.tier, 'rest') end as tier
    from scored
    inner join ranked
        on scored.audience = ranked.audience and scored.person_key = ranked.person_key
    left join tiers
        on
            scored.audience = tiers.audience
            and ranked.rank - 1 >= tiers.share_from * ranked.people
            and ranked.rank - 1 < tiers.share_to * ranked.people
)

select * from final
