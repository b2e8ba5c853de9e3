-- One row per export and row that it sent as of the last date before this run's. What a run left
-- that did not come to its end is not among them.
{{ config(materialized='ephemeral') }}
{% set kept = previous_relation('owned_audiences__export_events') %}
{% set types = dict(export_row_types(), change=dbt.type_string()) %}
with kept as (
    {{ kept_rows(kept, types) }}
),

last_events as (
    select kept.*
    from kept
    qualify
        row_number() over (
            partition by kept.export, kept.destination, kept.row_key order by kept.as_of desc
        ) = 1
),

final as (
    select
        {{ types | join(',\n        ') }}
    from last_events
    where change != 'removed'
)

select * from final
