-- One row per audience, its version and as_of that an earlier run entered into the scoreboard.
{{ config(materialized='ephemeral') }}
{% set kept = previous_relation('owned_audiences__scoreboard') %}
with dates as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

kept as (
    {{ add_missing_columns(kept, {
        'audience': 'text', 'audience_version': 'text', 'as_of': 'date', 'is_backtest': 'boolean',
        'checked_on': 'date',
    }) }}
),

final as (
    select distinct
        kept.audience,
        kept.audience_version,
        kept.as_of,
        kept.is_backtest
    from kept
    inner join dates on kept.checked_on < dates.as_of
    where kept.checked_on not in ({{ unfinished_dates() }})
)

select * from final
