-- One row per date on which raw rows became known (null: their times are none): how many there are,
-- and whether they are others than the package holds of the day.
{% set last = held_relations() %}
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
),

arrived as (
    select
        known_on,
        count(*) filter (where is_valid) as interactions,
        count(*) filter (where is_erased) as erased_interactions,
        count(*) filter (where not is_valid and is_erased is not true) as broken_interactions,
        coalesce(sum(value) filter (where is_valid), 0) as value,
        avg(known_on - day) filter (where is_valid or is_erased) as mean_lateness
    from interactions
    group by known_on
),

held as (
    {% if last -%}
    select
        known_on,
        sum(interactions) as interactions,
        sum(broken_interactions) as broken_interactions,
        sum(value) as value
    from (
        select
            known_on,
            sum(interactions) as interactions,
            0 as broken_interactions,
            coalesce(sum(value), 0) as value
        from {{ last.activity }}
        where {{ is_of_time_zone(last.dimensions) }}
        group by known_on
        union all
        select
            known_on,
            count(*) as interactions,
            0 as broken_interactions,
            coalesce(sum(value), 0) as value
        from {{ last.repeated }}
        where arrival > 1
        group by known_on
        union all
        select
            known_on,
            0 as interactions,
            count(*) as broken_interactions,
            0 as value
        from {{ last.rejected }}
        where not is_repeated
        group by known_on
    ) as parts
    group by known_on
    {%- else -%}
    select
        known_on,
        interactions,
        broken_interactions,
        value
    from arrived
    where false
    {%- endif %}
),

last_day as (
    select max(known_on) filter (where interactions > 0 or erased_interactions > 0) as known_on
    from arrived
),

final as (
    select
        coalesce(arrived.known_on, held.known_on) as known_on,
        cast(coalesce(arrived.interactions, 0) as bigint) as interactions,
        cast(coalesce(arrived.erased_interactions, 0) as bigint) as erased_interactions,
        cast(coalesce(arrived.broken_interactions, 0) as bigint) as broken_interactions,
        coalesce(arrived.value, 0) as value,
        arrived.mean_lateness,
        coalesce(
            coalesce(arrived.known_on, held.known_on)
            > last_day.known_on - {{ var('lookback_days') }},
            false
        )
        or coalesce(arrived.interactions, 0) != coalesce(held.interactions, 0)
        or coalesce(arrived.broken_interactions, 0) != coalesce(held.broken_interactions, 0)
        or coalesce(arrived.value, 0) != coalesce(held.value, 0) as is_changed
    from arrived
    full outer join held on arrived.known_on is not distinct from held.known_on
    cross join last_day
)

select * from final
