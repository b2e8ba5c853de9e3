-- One row per date on which interactions of erased people became known: how many are left out.
with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
    where is_erased
),

final as (
    select
        known_on,
        count(*) as interactions
    from interactions
    group by known_on
)

select * from final
