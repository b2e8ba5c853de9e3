-- One row per input about users (links, consents, attributes, features) and reason for which rows
-- of it are not used; what is not used of seed lists stands in seed_health.
{% set inputs = ['identity_links', 'consents', 'person_attributes', 'extra_features'] %}
with users as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
    where is_user
),

-- rows of users of whom nothing else is known: ids that another system writes otherwise, perhaps
unused as (
    {% for input in inputs -%}
    select
        '{{ input }}' as input,
        coalesce({{ input }}.unused_because, 'no interaction has this user_id') as unused_because
    from {{ ref('stg_owned_audiences__' ~ input) }} as {{ input }}
    left join users on {{ input }}.user_id = users.identifier
    where {{ input }}.unused_because is not null or users.identifier is null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        input,
        unused_because,
        count(*) as number_of_rows
    from unused
    group by input, unused_because
)

select * from final
