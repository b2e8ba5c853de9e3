-- One row per person: their key and id.
{{ config(materialized='view') }}

with people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

final as (
    select
        person_key,
        person_id
    from people
    where identifier_key = person_key
)

select * from final
