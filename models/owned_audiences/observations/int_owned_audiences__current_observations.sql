-- One row per person of whom something is known as of the current as_of.
{{ config(materialized='view') }}

with observations as (
    select * from {{ ref('int_owned_audiences__observations') }}
),

as_of as (
    select as_of from {{ ref('int_owned_audiences__as_of') }}
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

final as (
    select
        persons.person_id,
        observations.*
    from observations
    inner join as_of on observations.as_of = as_of.as_of
    inner join persons on observations.person_key = persons.person_key
)

select * from final
