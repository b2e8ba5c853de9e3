-- One row per identifier, with the person that it belongs to. A person's id is their user_id;
-- identifiers without one are counted, and not scored.
with identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
),

final as (
    select
        identifier_key,
        identifier_key as person_key,
        identifier as person_id
    from identifiers
    where is_user
)

select * from final
