-- One row per valid row whose interaction_id is not its alone, in the order in which they arrived.
{% set last = held_relations() %}
{% set columns = interaction_columns() %}
{% set raw_days = ref('int_owned_audiences__raw_days') %}
with repeated_ids as (
    select * from {{ ref('int_owned_audiences__repeated_ids') }}
),

rows_of_ids as (
    select
        interactions.{{ columns | join(',\n        interactions.') }},
        cast(interactions.raw_occurred_at as text) as raw_occurred_at,
        cast(interactions.raw_received_at as text) as raw_received_at,
        cast(interactions.raw_value as text) as raw_value
    from {{ rows_known_since(
        ref('stg_owned_audiences__interactions'),
        first_day(ref('int_owned_audiences__repeated_ids'), 'first_known_on'),
    ) }} as interactions
    inner join repeated_ids on interactions.interaction_id = repeated_ids.interaction_id
    where interactions.is_valid
    {%- if last %}
    union all
    -- of other ids nothing has changed, but that a row may be gone
    select
        kept.{{ columns | join(',\n        kept.') }},
        cast(kept.raw_occurred_at as text) as raw_occurred_at,
        cast(kept.raw_received_at as text) as raw_received_at,
        cast(kept.raw_value as text) as raw_value
    from {{ last.repeated }} as kept
    left join repeated_ids on kept.interaction_id = repeated_ids.interaction_id
    left join {{ raw_days }} as raw_days on kept.known_on = raw_days.known_on
    where repeated_ids.interaction_id is null and not raw_days.is_changed
    {%- endif %}
),

final as (
    select
        *,
        row_number() over (
            partition by interaction_id
            -- the content decides between rows of the same time, so that their order does not
            order by
                coalesce(received_at, occurred_at) asc,
                occurred_at asc,
                user_id asc nulls last,
                anonymous_id asc nulls last,
                interaction_type asc,
                channel asc nulls last,
                topic asc nulls last,
                value asc nulls last
        ) as arrival
    from rows_of_ids
    qualify count(*) over (partition by interaction_id) > 1
)

select * from final
