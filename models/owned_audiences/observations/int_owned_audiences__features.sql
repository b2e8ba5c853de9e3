-- One row per feature that people can have: what it measures, of what, and how it is said. Names of
-- features are made here, and nowhere read back.
with definitions as (
    select * from {{ ref('owned_audiences__feature_definitions') }}
),

category_keys as (
    select * from {{ ref('int_owned_audiences__category_keys') }}
),

attribute_history as (
    select * from {{ ref('int_owned_audiences__attribute_history') }}
),

labels as (
    select * from {{ ref('stg_owned_audiences__labels') }}
    where exclusion_reason is null
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
        end || interaction_type || '_' as name_begins
    from category_keys
    {%- for family in ['channel', 'topic'] %}
    union all
    select distinct
        '{{ family }}' as family,
        {{ family }}_key as subject_key,
        {{ family }} as subject,
        '{{ family }}:' || {{ family }} || '_' as name_begins
    from category_keys
    where {{ family }} is not null
    {%- endfor %}
    union all
    select
        'topic' as family,
        -1 as subject_key,
        '(other)' as subject,
        'topic:(other)_' as name_begins
),

-- 'bought' reads after 'has not' and after 'last'; without a label the type stands before a colon
said as (
    select
        subjects.*,
        case
            when subjects.family = 'interaction_type'
                then coalesce(labels.label, subjects.subject || ':')
            else coalesce(labels.label, subjects.family || ' ' || subjects.subject) || ':'
        end as subject_label,
        labels.label is not null and subjects.family = 'interaction_type' as is_verb
    from subjects
    left join labels on subjects.family = labels.item and subjects.subject = labels.name
),

measured as (
    select
        coalesce(said.name_begins, '') || definitions.measure as feature,
        definitions.family,
        definitions.measure,
        said.subject,
        cast(said.subject_key as integer) as subject_key,
        definitions.unit,
        cast(definitions.is_whole as boolean) as is_whole,
        -- of topics a model keeps the commonest, and adds up the rest
        case
            when definitions.family = 'topic' then 'topic:(other)_' || definitions.measure
        end as pooled_as,
        {{ said_of(
            'coalesce(of_feature.label, definitions.label)', 'said.subject_label', 'said.is_verb'
        ) }} as label,
        {{ said_of(
            'coalesce(of_absent.label, definitions.absent_label)', 'said.subject_label', 'said.is_verb'
        ) }} as absent_label
    from definitions
    left join said on definitions.family = said.family
    left join labels as of_feature
        on
            of_feature.item = 'feature'
            and definitions.family || '.' || definitions.measure = of_feature.name
    left join labels as of_absent
        on
            of_absent.item = 'absent_feature'
            and definitions.family || '.' || definitions.measure = of_absent.name
    where
        said.family is not null
        or definitions.family not in ('interaction_type', 'channel', 'topic')
),

-- of the categories of an attribute, too
stated as (
    select distinct
        feature,
        family,
        name,
        category
    from attribute_history
    union distinct
    select distinct
        family || ':' || name || '=(other)' as feature,
        family,
        name,
        '(other)' as category
    from attribute_history
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
