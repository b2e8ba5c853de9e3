-- One row per audience that is configured with a seed set or named in one: what its list holds.
with seed_sets as (
    select * from {{ ref('stg_owned_audiences__seed_sets') }}
),

configured as (
    select audience
    from ({{ configured_audiences() }}) as audiences
    where audience_type = 'seed_set'
),

counted as (
    select
        audience,
        count(*) as listed_rows,
        count(*) filter (where user_id is null) as rows_without_user,
        count(*) filter (where user_id is not null and is_unreadable) as rows_with_unreadable_date,
        md5(string_agg(
            user_id || '@' || coalesce(cast(seeded_on as text), cast(is_unreadable as text)), ','
            order by user_id, seeded_on, is_unreadable
        )) as list_hash
    from seed_sets
    group by audience
),

final as (
    select
        coalesce(configured.audience, counted.audience, '(none)') as audience,
        coalesce(counted.list_hash, '') as list_hash,
        configured.audience is not null as is_configured,
        coalesce(counted.listed_rows, 0) as listed_rows,
        coalesce(counted.rows_without_user, 0) as rows_without_user,
        coalesce(counted.rows_with_unreadable_date, 0) as rows_with_unreadable_date
    from configured
    full outer join counted on configured.audience = counted.audience
)

select * from final
