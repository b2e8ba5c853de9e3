-- One row per audience and date as of which people are observed for it: today, the past dates that
-- it is trained on, and the dates of the members of its seed set.
{{ config(materialized='view') }}

with final as (
    select
        audience,
        as_of
    from {{ ref('int_owned_audiences__audiences') }}
    union distinct
    select
        audience,
        as_of
    from {{ ref('int_owned_audiences__label_windows') }}
    union distinct
    select
        audience,
        as_of
    from {{ ref('int_owned_audiences__seed_set_sample') }}
)

select * from final
