-- One row per group of identifiers: how many there are, and whether they can be scored.
-- depends_on: {{ ref('owned_audiences__runs') }}
{% set has_consents = true if var('consents') else false %}
{% set scores_anonymous = var('score_anonymous') and not has_consents %}
with identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
    where identifier is not null
),

identity_spans as (
    select * from {{ ref('int_owned_audiences__identity_spans') }}
),

shared_identifiers as (
    select * from {{ ref('int_owned_audiences__shared_identifiers') }}
),

consents as (
    select distinct person_key from {{ ref('int_owned_audiences__consents') }}
    where purpose = 'scoring'
),

erased as (
    select * from {{ ref('int_owned_audiences__erased') }}
    where coalesce(is_known, true)
),

-- an anonymous id can be of several users, of whom some consented
linked as (
    select
        identity_spans.identifier_key,
        bool_or(consents.person_key is not null or not {{ has_consents }}) as is_scored
    from identity_spans
    left join consents on identity_spans.person_key = consents.person_key
    group by identity_spans.identifier_key
),

grouped as (
    select
        case
            when identifiers.is_user and consents.person_key is null and {{ has_consents }}
                then 'users without consent for scoring'
            when identifiers.is_user then 'users'
            when shared_identifiers.anonymous_id is not null
                then 'anonymous ids shared by too many users'
            when linked.is_scored then 'anonymous ids of users'
            when linked.identifier_key is not null
                then 'anonymous ids of users without consent for scoring'
            else 'anonymous ids without a user'
        end as identifier_group
    from identifiers
    left join consents on identifiers.identifier_key = consents.person_key and identifiers.is_user
    left join shared_identifiers
        on identifiers.identifier = shared_identifiers.anonymous_id and not identifiers.is_user
    left join linked on identifiers.identifier_key = linked.identifier_key
    union all
    select 'erased users and their anonymous ids' as identifier_group
    from erased
),

final as (
    select
        identifier_group,
        identifier_group in (
            'users', 'anonymous ids of users'
            {{- ", 'anonymous ids without a user'" if scores_anonymous }}
        ) as is_scored,
        count(*) as identifiers
    from grouped
    group by identifier_group
)

select * from final
