-- One row per row of extra_features: typed, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('extra_features') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        nullif(trim(cast(feature as text)), '') as feature,
        cast({{ utc_timestamp('known_on') }} as date) as known_on,
        {{ try_cast('value', 'double') }} as value,
        value is not null as has_value
    from source
),

final as (
    select
        user_id,
        feature,
        known_on,
        value,
        case
            when user_id is null then 'no user_id'
            when feature is null then 'no feature'
            when known_on is null then 'known_on is no date'
            when has_value and (value is null or not isfinite(value)) then 'value is not a number'
            when {{ is_sensitive('feature') }} then 'is one of sensitive_attributes'
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
