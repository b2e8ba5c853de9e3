-- One row per user, anonymous id, day and date on which it became known, where rows carry both ids:
-- that is a link, too.
{{ config(
    materialized='incremental', incremental_strategy='append', pre_hook="{{ delete_rebuilt_days() }}",
) }}

with interactions as (
    select * from {{ rebuilt_rows(ref('stg_owned_audiences__interactions')) }}
    where user_id is not null and anonymous_id is not null and is_valid
),

final as (
    select
        user_id,
        anonymous_id,
        day,
        known_on,
        max(occurred_at) as linked_at
    from interactions
    group by user_id, anonymous_id, day, known_on
)

select * from final
