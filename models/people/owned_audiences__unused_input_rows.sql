-- One row per input other than interactions and reason for which rows of it are not used.
{% set inputs = ['identity_links', 'consents', 'person_attributes', 'extra_features'] %}
with unused as (
    {% for input in inputs -%}
    select
        '{{ input }}' as input,
        unused_because
    from {{ ref('stg_owned_audiences__' ~ input) }}
    where unused_because is not null
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
