-- One row per row of consents: typed, in UTC, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('consents') }}
),

typed as (
    select
        {{ id_text('user_id') }} as user_id,
        nullif(lower(trim(cast(purpose as text))), '') as purpose,
        coalesce(
            {{ try_cast('granted', 'boolean') }},
            {{ try_cast('trim(cast(granted as text))', 'boolean') }}
        ) as granted,
        {{ utc_timestamp('changed_at') }} as changed_at,
        changed_at is not null as has_changed_at
    from source
),

final as (
    select
        user_id,
        purpose,
        granted,
        changed_at,
        -- without a time it has stood since before all history; a no of a time that is none is the
        -- last word, as one of a time to come is
        case
            when not granted and has_changed_at and changed_at is null then {{ last_of_days() }}
            else coalesce(cast(changed_at as date), {{ first_of_days() }})
        end as known_on,
        case
            when user_id is null then 'no user_id'
            when purpose is null then 'no purpose'
            when granted is null then 'granted is neither true nor false: taken as no'
            when granted and has_changed_at and changed_at is null then 'changed_at is not a time'
            when granted and cast(changed_at as date) > {{ utc_today() }}
                then 'changed_at is in the future'
        end as exclusion_reason
    from typed
    {{ where_not_erased({'user': 'user_id'}) }}
)

select * from final
