-- One row per raw row that is not used, as it came, with every reason that applies.
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
),

repeated_interactions as (
    select * from {{ ref('int_owned_audiences__repeated_interactions') }}
),

broken as (
    select
        *,
        concat_ws(
            '; ',
            {% for reason, condition in interaction_rules().items() -%}
            case when {{ condition }} then '{{ reason }}' end{{ ',' if not loop.last }}
            {% endfor -%}
        ) as reasons
    from interactions
    where not is_valid and is_erased is not true
),

repeated as (
    select
        * exclude (arrival),
        'interaction_id came before' as reasons
    from repeated_interactions
    where arrival > 1
),

rejected as (
    select * from broken
    union all
    select * from repeated
),

final as (
    select
        interaction_id,
        user_id,
        anonymous_id,
        cast(raw_occurred_at as text) as occurred_at,
        cast(raw_received_at as text) as received_at,
        interaction_type,
        channel,
        topic,
        cast(raw_value as text) as value, -- noqa: RF04
        reasons
    from rejected
)

select * from final
