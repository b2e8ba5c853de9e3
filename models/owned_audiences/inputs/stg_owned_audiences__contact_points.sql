-- One row per row of contact_points: typed, and why it is not used. There is no time in it: what
-- the relation says now is what is sent.
{{ config(materialized='view') }}

with source as (
    {{ read_input('contact_points') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        nullif(lower(trim(cast(type as text))), '') as point_type,
        nullif({{ replace_all('cast(value as text)', '^[\\s\\p{Z}]+|[\\s\\p{Z}]+$', '') }}, '')
            as value -- noqa: RF04
    from source
),

final as (
    select
        user_id,
        point_type,
        value,
        case
            when user_id is null then 'no user_id'
            else {{ contact_problem('point_type', 'value') }}
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
