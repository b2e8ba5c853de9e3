-- One row per combination of interaction dimensions: whether it is a contact, and small keys of its
-- type, channel and topic, which group in half the time that texts take.
with interaction_dimensions as (
    select * from {{ ref('int_owned_audiences__interaction_dimensions') }}
),

final as (
    select
        dimension_key,
        interaction_type,
        channel,
        topic,
        {{ is_contact('interaction_type') }} as is_contact,
        cast(dense_rank() over (order by interaction_type) as smallint) as type_key,
        cast(dense_rank() over (order by channel nulls last) as smallint) as channel_key,
        cast(dense_rank() over (order by topic nulls last) as integer) as topic_key
    from interaction_dimensions
)

select * from final
