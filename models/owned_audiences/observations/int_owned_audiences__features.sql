-- One row per feature that people can have: what it measures, of what, and how it is said. Names of
-- features are made here, and nowhere read back.
with definitions as (
    select * from {{ ref('owned_audiences__feature_definitions') }}
),

dimension_keys as (
    select * from {{ ref('int_owned_audiences__dimension_keys') }}
),

person_states as (
    select * from {{ ref('int_owned_audiences__person_states') }}
),

-- the prefix keeps the features of a type apart from those of other families
subjects as (
    select distinct
        'interaction_type' as family,
        type_key as subject_key,
        interaction_type as subject,
        case
            when interaction_type like '%:%' then 'type:'
            when interaction_type in ('interaction', 'desired_action') then 'type:'
            else ''
        end || interaction_type || '_' as name_begins,
        interaction_type || ':' as subject_label
    from dimension_keys
    {%- for family in ['channel', 'topic'] %}
    union all
    select distinct
        '{{ family }}' as family,
        {{ family }}_key as subject_key,
        {{ family }} as subject,
        '{{ family }}:' || {{ family }} || '_' as name_begins,
        '{{ family }} ' || {{ family }} || ':' as subject_label
    from dimension_keys
    where {{ family }} is not null
    {%- endfor %}
    union all
    select
        'topic' as family,
        -1 as subject_key,
        '(other)' as subject,
        'topic:(other)_' as name_begins,
        'topic (other):' as subject_label
),

measured as (
    select
        coalesce(subjects.name_begins, '') || definitions.measure as feature,
        definitions.family,
        definitions.measure,
        subjects.subject,
        cast(subjects.subject_key as integer) as subject_key,
        definitions.unit,
        cast(definitions.is_whole as boolean) as is_whole,
        -- of topics a model keeps the commonest, and adds up the rest
        case
            when definitions.family = 'topic' then 'topic:(other)_' || definitions.measure
        end as pooled_as,
        {{ said_of('definitions.label', 'subjects.subject_label') }} as label,
        {{ said_of('definitions.absent_label', 'subjects.subject_label') }} as absent_label
    from definitions
    left join subjects on definitions.family = subjects.family
    where
        subjects.family is not null
        or definitions.family not in ('interaction_type', 'channel', 'topic')
),

-- of the categories of an attribute, too
stated as (
    select distinct
        feature,
        family,
        name,
        category
    from person_states
    union distinct
    select distinct
        family || ':' || name || '=(other)' as feature,
        family,
        name,
        '(other)' as category
    from person_states
    where category is not null
),

final as (
    select * from measured
    union all
    select
        feature,
        family,
        'value' as measure,
        name || coalesce('=' || category, '') as subject,
        null as subject_key,
        case when category is not null then 'category' end as unit,
        false as is_whole,
        case when category is not null then family || ':' || name || '=(other)' end as pooled_as,
        case
            when category is null then name || ': {bin}' else name || ' is ' || category
        end as label,
        case
            when category is null then name || ': none' else name || ' is not ' || category
        end as absent_label
    from stated
)

select * from final
