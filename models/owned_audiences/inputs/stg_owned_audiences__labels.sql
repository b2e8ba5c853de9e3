-- One row per row of labels: typed, and why it is not used.
{{ config(materialized='view') }}

with source as (
    {{ read_input('labels') }}
),

typed as (
    select
        nullif(cast(item as text), '') as item,
        nullif(cast(name as text), '') as name, -- noqa: RF04
        nullif(trim(cast(label as text)), '') as label
    from source
),

final as (
    select
        item,
        name,
        label,
        case
            when item is null or item not in (
                'interaction_type', 'channel', 'topic', 'feature', 'absent_feature'
            ) then 'item is not one of interaction_type, channel, topic, feature, absent_feature'
            when name is null then 'no name'
            when label is null then 'no label'
            when row_number() over (partition by item, name order by label) > 1
                then 'another label of the same name is used'
        end as exclusion_reason
    from typed
)

select * from final
