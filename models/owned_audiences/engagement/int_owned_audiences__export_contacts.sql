-- One row per destination, person of its exports, type and contact point of theirs, as the
-- destination wants it: each is normalized and hashed once, for all exports.
-- depends_on: {{ ref('stg_owned_audiences__contact_points') }}
-- depends_on: {{ ref('int_owned_audiences__export_people') }}
{% set string = dbt.type_string() %}
{% set columns = {
    'destination': string, 'person_id': string, 'point_type': string, 'contact_key': string, 'value': string,
} %}
{% set types = {} %}
{% for export in exports() %}
    {%- for column in export.columns if column in contact_point_types() -%}
        {%- do types.setdefault(export.destination, {}).update({column: true}) -%}
    {%- endfor -%}
{% endfor %}
{% for destination, used in types.items() -%}
select distinct
    '{{ destination }}' as destination,
    points.user_id as person_id,
    points.point_type,
    {{ contact_key('points.value') }} as contact_key,
    case points.point_type
        {% for type in used -%}
        when '{{ type }}' then {{ contact_value(destination, type, 'points.value') }}
        {% endfor -%}
    end as value
from {{ ref('stg_owned_audiences__contact_points') }} as points
where
    points.exclusion_reason is null
    and points.point_type in ('{{ used | join("', '") }}')
    and points.user_id in (
        select people.person_id from {{ ref('int_owned_audiences__export_people') }} as people
        where people.destination = '{{ destination }}'
    )
{{ 'union all' if not loop.last }}
{% else -%}
{{ add_missing_columns(none, columns) }}
{% endfor %}
