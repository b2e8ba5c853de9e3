-- One row per address, number or id that two or more known people have, and person who has it;
-- empty without exports. The addresses themselves are not in it.
-- depends_on: {{ ref('stg_owned_audiences__contact_points') }}
-- depends_on: {{ ref('int_owned_audiences__persons') }}
{% set string = dbt.type_string() %}
{% set columns = {'point_type': string, 'contact_key': string, 'person_id': string} %}
{% set types = [] %}
{% for export in exports() %}
    {%- for column in export.columns if contact_point_types().get(column) -%}{%- do types.append(column) -%}{%- endfor -%}
{% endfor %}
{% if types -%}
with points as (
    select distinct
        point_type,
        {{ contact_key('value') }} as contact_key,
        user_id as person_id
    from {{ ref('stg_owned_audiences__contact_points') }}
    where
        point_type in ('{{ types | unique | join("', '") }}')
        and exclusion_reason is null
        -- of users of whom nothing is known, consent is not known either
        and user_id in (
            select persons.person_id from {{ ref('int_owned_audiences__persons') }} as persons
        )
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
{{ add_missing_columns(none, columns) }}
{%- endif %}
