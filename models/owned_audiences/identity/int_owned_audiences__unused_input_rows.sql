-- One row per input about users and reason for which rows of it are not used. What is not used of
-- interactions stands in rejected_interactions, of seed sets in seed_health.
with users as (
    select identifier as user_id
    from {{ ref('int_owned_audiences__identifiers') }}
    where is_user and identifier is not null
),

erased as (
    select * from {{ ref('int_owned_audiences__erased') }}
),

requests as (
    select
        user_id,
        md5((select max(erased.salt) from erased) || 'user:' || user_id) as identifier_hash
    from {{ ref('stg_owned_audiences__erasure_requests') }}
),

-- whoever was known when they were erased is known no longer: told by the hash
erased_users as (
    select distinct requests.user_id
    from requests
    left join erased on requests.identifier_hash = erased.identifier_hash
    where erased.is_known is not false
),

-- without a reason: of users of whom nothing else is known; ids that another system writes
-- otherwise, perhaps
unused as (
    {% for name, input in inputs().items() if input.has_unused_rows -%}
    {%- if 'user_id' not in input.columns %}
    select
        '{{ name }}' as input,
        exclusion_reason,
        cast(null as text) as user_id
    from {{ ref('stg_owned_audiences__' ~ name) }}
    where exclusion_reason is not null
    {%- else %}
    {%- set known = 'erased_users' if name == 'erasure_requests' else 'users' -%}
    select
        '{{ name }}' as input,
        {{ name }}_rows.exclusion_reason,
        {{ name }}_rows.user_id
    from {{ ref('stg_owned_audiences__' ~ name) }} as {{ name }}_rows
    left join {{ known }} on {{ name }}_rows.user_id = {{ known }}.user_id
    where {{ name }}_rows.exclusion_reason is not null or {{ known }}.user_id is null
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

near_users as (
    select distinct {{ loosely('user_id') }} as loose_id
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
