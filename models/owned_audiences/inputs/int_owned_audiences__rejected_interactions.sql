-- One row per raw row that is not used, as it came, with every reason that applies. What broke the
-- contract on a day that has not changed stays as it was found.
{% set last = held_relations() %}
{% set columns = [
    'interaction_id', 'user_id', 'anonymous_id', 'interaction_type', 'channel', 'topic', 'known_on',
] %}
with repeated_interactions as (
    select * from {{ ref('int_owned_audiences__repeated_interactions') }}
    where arrival > 1
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
    from {{ rows_of_days(
        ref('stg_owned_audiences__interactions'), ref('int_owned_audiences__raw_days'),
        'is_changed and broken_interactions > 0',
    ) }} as interactions
    where not is_valid and is_erased is not true
),

final as (
    select
        {{ columns | join(', ') }},
        cast(raw_occurred_at as text) as occurred_at,
        cast(raw_received_at as text) as received_at,
        cast(raw_value as text) as value, -- noqa: RF04
        reasons,
        false as is_repeated
    from broken
    union all
    select
        {{ columns | join(', ') }},
        raw_occurred_at as occurred_at,
        raw_received_at as received_at,
        raw_value as value, -- noqa: RF04
        'interaction_id came before' as reasons,
        true as is_repeated
    from repeated_interactions
    {%- if last %}
    union all
    select
        kept.{{ columns | join(',\n        kept.') }},
        kept.occurred_at,
        kept.received_at,
        kept.value,
        kept.reasons,
        false as is_repeated
    from {{ last.rejected }} as kept
    inner join {{ ref('int_owned_audiences__raw_days') }} as raw_days
        on kept.known_on is not distinct from raw_days.known_on
    where not kept.is_repeated and not raw_days.is_changed
    {%- endif %}
)

select * from final
