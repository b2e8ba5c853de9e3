-- One row per identifier and span of days in which it belongs to a person, and since when that is
-- known. A person's id is their user_id; identifiers without a user are persons of their own only
-- where score_anonymous says so.
{{ config(materialized='view') }}

with identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
    where identifier is not null
),

identity_spans as (
    select * from {{ ref('int_owned_audiences__identity_spans') }}
),
{%- if var('score_anonymous') %}

shared_identifiers as (
    select * from {{ ref('int_owned_audiences__shared_identifiers') }}
),
{%- endif %}

final as (
    select
        identifier_key,
        identifier_key as person_key,
        identifier as person_id,
        {{ first_of_days() }} as from_day,
        {{ last_of_days() }} as until_day,
        {{ first_of_days() }} as linked_on
    from identifiers
    where is_user
    union all
    select
        identifier_key,
        person_key,
        person_id,
        from_day,
        until_day,
        linked_on
    from identity_spans
    {%- if var('score_anonymous') %}
    union all
    select
        identifiers.identifier_key,
        identifiers.identifier_key as person_key,
        'anonymous:' || identifiers.identifier as person_id,
        {{ first_of_days() }} as from_day,
        {{ last_of_days() }} as until_day,
        {{ first_of_days() }} as linked_on
    from identifiers
    left join shared_identifiers on identifiers.identifier = shared_identifiers.anonymous_id
    left join identity_spans on identifiers.identifier_key = identity_spans.identifier_key
    where
        not identifiers.is_user
        and shared_identifiers.anonymous_id is null
        and identity_spans.identifier_key is null
    {%- endif %}
)

select * from final
