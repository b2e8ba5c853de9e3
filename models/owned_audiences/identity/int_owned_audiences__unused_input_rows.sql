-- One row per input about users (links, consents, attributes, features, requests of erasure) and
-- reason for which rows of it are not used; what is not used of seed lists stands in seed_health.
{% set inputs = ['identity_links', 'consents', 'person_attributes', 'extra_features'] %}
with users as (
    select identifier from {{ ref('int_owned_audiences__identifiers') }}
    where is_user and identifier is not null
),

erasure_requests as (
    {{ read_input(
        'erasure_requests', required={'user_id': 'id'}, optional={'requested_at': 'timestamp'},
    ) }}
),

erased as (
    select * from {{ ref('int_owned_audiences__erased') }}
),

requests as (
    select
        {{ id_text('user_id') }} as user_id,
        md5((select max(erased.salt) from erased) || 'user:' || {{ id_text('user_id') }})
            as identifier_hash
    from erasure_requests
),

-- without a reason: of users of whom nothing else is known; ids that another system writes
-- otherwise, perhaps
unused as (
    {% for input in inputs -%}
    select
        '{{ input }}' as input,
        {{ input }}.exclusion_reason,
        {{ input }}.user_id
    from {{ ref('stg_owned_audiences__' ~ input) }} as {{ input }}
    left join users on {{ input }}.user_id = users.identifier
    where {{ input }}.exclusion_reason is not null or users.identifier is null
    union all
    {% endfor -%}
    -- whose id was known when they were erased has been taken out, and is known no longer
    select
        'erasure_requests' as input,
        case when requests.user_id is null then 'no user_id' end as exclusion_reason,
        requests.user_id
    from requests
    left join erased on requests.identifier_hash = erased.identifier_hash
    where requests.user_id is null or not erased.is_known
),

near_users as (
    select distinct {{ loosely('identifier') }} as loose_id
    from users
),

reasoned as (
    select
        unused.input,
        coalesce(
            unused.exclusion_reason,
            case
                when near_users.loose_id is not null
                    then 'differs from a known user_id by case or blanks only'
                else 'no interaction has this user_id'
            end
        ) as exclusion_reason
    from unused
    left join near_users on {{ loosely('unused.user_id') }} = near_users.loose_id
),

final as (
    select
        input,
        exclusion_reason,
        count(*) as number_of_rows
    from reasoned
    group by input, exclusion_reason
)

select * from final
