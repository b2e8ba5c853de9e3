-- One row per combination of interaction type, channel, topic, weekday (1 Monday), day part
-- (0 to 7) and time zone of these two ever seen.
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with interactions as (
    select * from {{ rebuilt_rows(ref('stg_owned_audiences__interactions')) }}
    where interaction_type is not null and occurred_at is not null
),

seen as (
    select distinct
        interaction_type,
        channel,
        topic,
        {{ weekday('occurred_at') }} as weekday,
        {{ day_part('occurred_at') }} as day_part,
        '{{ var("time_zone") }}' as time_zone
    from interactions
),

known as (
    {% if is_incremental() -%}
    select * from {{ this }}
    {%- else -%}
    select
        0 as dimension_key,
        *
    from seen
    where false
    {%- endif %}
),

last_key as (
    select coalesce(max(dimension_key), 0) as dimension_key
    from known
),

final as (
    select
        cast(
            last_key.dimension_key + row_number() over (
                order by
                    seen.interaction_type, seen.channel, seen.topic, seen.weekday, seen.day_part
            ) as integer
        ) as dimension_key,
        seen.interaction_type,
        seen.channel,
        seen.topic,
        seen.weekday,
        seen.day_part,
        seen.time_zone
    from seen
    cross join last_key
    left join known on {{ same_dimensions('seen', 'known') }}
    where known.dimension_key is null
)

select * from final
