-- One row per address, number or id that two or more people have, and person who has it; empty
-- without exports. The addresses themselves are not in it.
-- depends_on: {{ ref('stg_owned_audiences__contact_points') }}
{% set types = [] %}
{% for export in exports() %}
    {%- for column in export['columns'] if contact_point_types().get(column) -%}{%- do types.append(column) -%}{%- endfor -%}
{% endfor %}
{% if types -%}
with points as (
    select distinct
        point_type,
        {{ contact_key('value') }} as contact_key,
        user_id as person_id
    from {{ ref('stg_owned_audiences__contact_points') }}
    where point_type in ('{{ types | unique | join("', '") }}') and exclusion_reason is null
),

shared as (
    select
        point_type,
        contact_key
    from points
    group by point_type, contact_key
    having count(*) > 1
),

final as (
    select points.*
    from points
    inner join shared
        on points.point_type = shared.point_type and points.contact_key = shared.contact_key
)

select * from final
{%- else -%}
select
    cast(null as {{ dbt.type_string() }}) as point_type,
    cast(null as {{ dbt.type_string() }}) as contact_key,
    cast(null as {{ dbt.type_string() }}) as person_id
where false
{%- endif %}
