-- One row per audience, its version and as_of that an earlier run entered into the scoreboard.
{{ config(materialized='ephemeral') }}
{% set kept = previous_relation('owned_audiences__scoreboard') %}
with kept as (
    {{ kept_rows(kept, {
        'audience': 'text', 'audience_version': 'text', 'as_of': 'date', 'is_backtest': 'boolean',
        'checked_on': 'date',
    }, 'checked_on') }}
),

final as (
    select distinct
        kept.audience,
        kept.audience_version,
        kept.as_of,
        kept.is_backtest
    from kept
)

select * from final
