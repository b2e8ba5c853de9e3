-- One row per identifier ever seen, with an integer key that never changes; that of a rejected row
-- may be among them, as telling them apart would take a look at every column.
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with interactions as (
    select * from {{ ref('stg_owned_audiences__interactions') }}
    where identifier is not null {{ and_rebuilt() }}
),

seen as (
    select distinct
        is_user,
        identifier
    from interactions
),

known as (
    {% if is_incremental() -%}
    select
        identifier_key,
        is_user,
        identifier
    from {{ this }}
    {%- else -%}
    select
        0 as identifier_key,
        is_user,
        identifier
    from seen
    where false
    {%- endif %}
),

last_key as (
    select coalesce(max(identifier_key), 0) as identifier_key
    from known
),

final as (
    select
        cast(
            last_key.identifier_key
            + row_number() over (order by seen.is_user, seen.identifier) as integer
        ) as identifier_key,
        seen.is_user,
        seen.identifier
    from seen
    cross join last_key
    left join known on seen.is_user = known.is_user and seen.identifier = known.identifier
    where known.identifier_key is null
)

select * from final
