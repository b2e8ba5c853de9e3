-- One row per person: their key and id.
{{ config(materialized='view') }}

with person_identifiers as (
    select * from {{ ref('int_owned_audiences__person_identifiers') }}
),

final as (
    select
        person_key,
        person_id
    from person_identifiers
    where identifier_key = person_key
)

select * from final
