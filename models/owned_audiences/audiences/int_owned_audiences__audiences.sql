-- One row per configured audience: its settings, its reference date and the model it uses; none
-- while there are no interactions.
with as_of as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

seed_sets as (
    select
        audience,
        list_hash
    from {{ ref('int_owned_audiences__seed_sets') }}
),

kept_models as (
    select
        audience,
        definition_hash,
        as_of,
        model_version
    from {{ ref('int_owned_audiences__kept_models') }}
),

given as (
    {{ configured_audiences() }}
),

-- with another list a model is trained again
configured as (
    select
        given.* exclude (definition_hash),
        case
            when given.audience_type = 'seed_set'
                then md5(given.definition_hash || seed_sets.list_hash)
            else given.definition_hash
        end as definition_hash
    from given
    left join seed_sets on given.audience = seed_sets.audience
),

usable_models as (
    select
        configured.audience,
        max_by(kept_models.model_version, kept_models.as_of) as model_version
    from configured
    cross join as_of
    inner join kept_models
        on
            configured.audience = kept_models.audience
            and configured.definition_hash = kept_models.definition_hash
            and as_of.as_of >= kept_models.as_of
            and as_of.as_of < kept_models.as_of + {{ var('refit_after_days') }}
    group by configured.audience
),

final as (
    select
        configured.audience,
        configured.audience_version,
        as_of.as_of,
        configured.audience_type,
        configured.desired_action,
        configured.is_absent,
        configured.value,
        configured.eligible,
        configured.action_hash,
        configured.definition_hash,
        coalesce(
            usable_models.model_version,
            configured.audience || '-' || strftime(as_of.as_of, '%Y%m%d')
            || '-' || left(configured.definition_hash, 8)
        ) as model_version,
        usable_models.model_version is null as needs_fit,
        configured.horizon_days,
        configured.gap_days,
        configured.cooldown_days,
        configured.tiers,
        {{ 'true' if var('backtest_boosting') else 'false' }} as with_boosting
    from configured
    cross join as_of
    left join usable_models on configured.audience = usable_models.audience
)

select * from final
