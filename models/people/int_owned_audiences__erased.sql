-- One row per erased identifier, known by its salted hash alone: the users who asked for it and the
-- anonymous ids that are linked to them. The hook takes them out of all tables.
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    post_hook="{{ erase_people() }}",
) }}
{#- as of the last run: the brand may have deleted a link together with the user -#}
{% set kept_links = previous_relation('int_owned_audiences__links') %}
with requests as (
    {{ read_input(
        'erasure_requests', required={'user_id': 'id'}, optional={'requested_at': 'timestamp'},
    ) }}
),

users as (
    select distinct {{ id_text('user_id') }} as user_id
    from requests
),
{%- if var('erasure_requests') %}

interactions as (
    {{ read_input(
        'interactions', required={}, optional={'user_id': 'id', 'anonymous_id': 'id'},
    ) }}
),

identity_links as (
    {{ read_input(
        'identity_links', required={'user_id': 'id', 'anonymous_id': 'id'}, optional={},
    ) }}
),

links as (
    select
        {{ id_text('user_id') }} as user_id,
        {{ id_text('anonymous_id') }} as anonymous_id
    from interactions
    where user_id is not null and anonymous_id is not null
    union distinct
    select
        {{ id_text('user_id') }} as user_id,
        {{ id_text('anonymous_id') }} as anonymous_id
    from identity_links
    {%- if kept_links %}
    union distinct
    select
        user_id,
        anonymous_id
    from {{ kept_links }}
    {%- endif %}
),

-- also those that belong to nobody: with one user less they might come to belong to another
devices as (
    select distinct links.anonymous_id
    from links
    inner join users on links.user_id = users.user_id
    where links.anonymous_id != ''
),
{%- endif %}

identifiers as (
    select 'user:' || user_id as identifier
    from users
    where user_id is not null
    {%- if var('erasure_requests') %}
    union all
    select 'anonymous:' || anonymous_id as identifier
    from devices
    {%- endif %}
),

known as (
    {% if is_incremental() -%}
    select
        identifier_hash,
        salt
    from {{ this }}
    {%- else -%}
    select
        '' as identifier_hash,
        '' as salt
    where false
    {%- endif %}
),

salted as (
    select coalesce(max(salt), cast(uuid() as text)) as salt
    from known
),

hashed as (
    select
        md5(salted.salt || identifiers.identifier) as identifier_hash,
        salted.salt
    from identifiers
    cross join salted
),

final as (
    select
        hashed.identifier_hash,
        hashed.salt,
        {{ run_time() }} as erased_at
    from hashed
    left join known on hashed.identifier_hash = known.identifier_hash
    where known.identifier_hash is null
)

select * from final
