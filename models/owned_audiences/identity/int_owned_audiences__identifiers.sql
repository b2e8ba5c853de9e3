-- One row per identifier ever seen, with an integer key that never changes; an erased one is blank.
-- Some may come from rejected rows: to leave those out would take a look at every column.
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with interactions as (
    select * from {{ rebuilt_rows(ref('stg_owned_audiences__interactions')) }}
    where identifier is not null
),

links as (
    select
        user_id,
        anonymous_id
    from {{ ref('stg_owned_audiences__identity_links') }}
    where exclusion_reason is null
    union all
    select
        user_id,
        anonymous_id
    from {{ ref('int_owned_audiences__observed_links') }}
),

seen as (
    select
        is_user,
        identifier
    from interactions
    union distinct
    select
        true as is_user,
        user_id as identifier
    from links
    union distinct
    select
        false as is_user,
        anonymous_id as identifier
    from links
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
