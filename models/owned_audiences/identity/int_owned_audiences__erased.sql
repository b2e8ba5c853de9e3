-- One row per erased identifier, known by its salted hash alone: the users who asked for it and the
-- anonymous ids that are linked to them. The hook takes them out of all tables.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='identifier_hash',
    full_refresh=false, on_schema_change='append_new_columns',
    post_hook={'sql': '{{ erase_people() }}', 'transaction': false},
) }}
{#- as of the last run: the brand may have deleted a link, or all that is known, with the user -#}
{% set kept_links = previous_relation('int_owned_audiences__links') %}
{% set kept_identifiers = previous_relation('int_owned_audiences__identifiers') %}
{% set columns = {
    'identifier_hash': 'text', 'salt': 'text', 'erased_at': 'timestamp', 'is_known': 'boolean',
    'purged_at': 'timestamp',
} %}
with requests as (
    select * from {{ ref('stg_owned_audiences__erasure_requests') }}
),

users as (
    select distinct user_id
    from requests
),
{%- if var('erasure_requests') %}

interactions as (
    {{ read_input('interactions', columns=['user_id', 'anonymous_id']) }}
),

identity_links as (
    {{ read_input('identity_links', columns=['user_id', 'anonymous_id']) }}
),

-- what any source says of the users, now or in the last run
seen as (
    select
        users.user_id,
        {{ id_text('interactions.anonymous_id') }} as anonymous_id
    from interactions
    inner join users on {{ id_text('interactions.user_id') }} = users.user_id
    union distinct
    select
        users.user_id,
        {{ id_text('identity_links.anonymous_id') }} as anonymous_id
    from identity_links
    inner join users on {{ id_text('identity_links.user_id') }} = users.user_id
    {%- if kept_links %}
    union distinct
    select
        users.user_id,
        links.anonymous_id
    from {{ kept_links }} as links
    inner join users on links.user_id = users.user_id
    {%- endif %}
    {%- if kept_identifiers %}
    union distinct
    select
        users.user_id,
        cast(null as text) as anonymous_id
    from {{ kept_identifiers }} as kept
    inner join users on kept.identifier = users.user_id and kept.is_user
    {%- endif %}
),
{%- endif %}

identifiers as (
    {% if var('erasure_requests') -%}
    select
        'user:' || users.user_id as identifier,
        count(seen.user_id) > 0 as is_known
    from users
    left join seen on users.user_id = seen.user_id
    where users.user_id is not null
    group by users.user_id
    union all
    -- also those that belong to nobody: with one user less they might come to belong to another
    select
        'anonymous:' || anonymous_id as identifier,
        true as is_known
    from seen
    where anonymous_id != ''
    group by anonymous_id
    {%- else -%}
    select
        user_id as identifier,
        false as is_known
    from users
    {%- endif %}
),

-- the columns of a later version are missing in what an earlier one kept
known as (
    {{ add_missing_columns(this if is_incremental() else none, columns) }}
),

salted as (
    select coalesce(max(salt), cast(uuid() as text)) as salt
    from known
),

hashed as (
    select
        md5(salted.salt || identifiers.identifier) as identifier_hash,
        salted.salt,
        identifiers.is_known
    from identifiers
    cross join salted
),

-- written again is one of whom something came only after the request
final as (
    select
        hashed.identifier_hash,
        hashed.salt,
        coalesce(known.erased_at, {{ run_time() }}) as erased_at,
        hashed.is_known,
        known.purged_at
    from hashed
    left join known on hashed.identifier_hash = known.identifier_hash
    where known.identifier_hash is null or (not known.is_known and hashed.is_known)
)

select * from final
