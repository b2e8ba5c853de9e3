-- One row per row of person_attributes: typed, in UTC, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('person_attributes') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        nullif(trim(cast(attribute as text)), '') as attribute,
        nullif(trim(cast(value as text)), '') as value, -- noqa: RF04
        {{ utc_timestamp('valid_from') }} as valid_from,
        valid_from is not null as has_valid_from
    from source
),

final as (
    select
        user_id,
        attribute,
        value,
        valid_from,
        -- without a time it has stood since before all history
        coalesce(cast(valid_from as date), {{ first_of_days() }}) as known_on,
        case
            when user_id is null then 'no user_id'
            when attribute is null then 'no attribute'
            when has_valid_from and valid_from is null then 'valid_from is not a time'
            when {{ is_sensitive('attribute') }} then 'is one of sensitive_attributes'
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
