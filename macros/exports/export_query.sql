{#
    The rows that an export would send, as a query: each person with their n-th address, number and id
    of each type, and the same name, postcode and country in each row. Of rows with the same contact
    points, as of two people with one address, one is left.

        {{ export_query(export) }}
#}
{% macro export_query(export) %}
    {%- set contacts, others = [], [] -%}
    {%- for column in export.columns -%}
        {%- do (others if export_columns()[column].sql else contacts).append(column) -%}
    {%- endfor -%}
    select
        sent.*,
        {{ hashed_columns(contacts) }} as row_key,
        {{ hashed_columns(others) }} as content_key,
        {{ hashed_columns(visible_columns(export)) }} as visible_key
    from (
        {{ wide_export_rows(export) | indent(8) }}
    ) as sent
    where {{ is_identified(export) }}
    qualify row_number() over (partition by {{ hashed_columns(contacts) }} order by sent.person_id) = 1
{% endmacro %}


{# A row per person and number of contact points, with every column there is: null where it is not of the export. #}
{% macro wide_export_rows(export) %}
    {%- set types = export.columns | select('in', contact_point_types()) | list -%}
    select
        '{{ export.name }}' as export,
        '{{ export.destination }}' as destination,
        people.as_of,
        people.person_id,
        {%- for column, of_column in export_columns().items() if column != 'person_id' %}
        {% if column not in export.columns -%}
        cast(null as {{ of_column.type }})
        {%- elif of_column.sql -%}
        {{ of_column.sql }}
        {%- elif contact_point_types()[column] -%}
        contacts.{{ column }}
        {%- else -%}
        max(contacts.{{ column }}) over (partition by people.person_id)
        {%- endif %} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_owned_audiences__export_people') }} as people
    left join {{ ref('int_owned_audiences__current_observations') }} as observations
        on people.person_id = observations.person_id
    {%- if types %}
    left join (
        {{ contacts_by_number(export, types) | indent(8) }}
    ) as contacts on people.person_id = contacts.person_id
    {%- endif %}
    where people.export = '{{ export.name }}'
{% endmacro %}


{# The contact points of people, those of one number side by side. #}
{% macro contacts_by_number(export, types) %}
    select
        person_id,
        contact_number,
        {% for type in types -%}
        max(value) filter (where point_type = '{{ type }}') as {{ type }}{{ ',' if not loop.last }}
        {% endfor %}
    from (
        select
            person_id,
            point_type,
            value,
            row_number() over (partition by person_id, point_type order by value) as contact_number
        from (
            select distinct
                contacts.person_id,
                contacts.point_type,
                contacts.value
            from {{ ref('int_owned_audiences__export_contacts') }} as contacts
            {%- if not export.suppression %}
            left join (
                {{ barred_contact_points(export) | indent(16) }}
            ) as barred
                on contacts.point_type = barred.point_type and contacts.contact_key = barred.contact_key
            {%- endif %}
            where
                contacts.destination = '{{ export.destination }}'
                and contacts.point_type in ('{{ types | join("', '") }}')
                and contacts.value is not null
                {{ 'and barred.contact_key is null' if not export.suppression }}
        ) as points
    ) as numbered
    where
        contact_number = 1
        or point_type in ('{{ contact_point_types().items() | selectattr(1) | map(attribute=0) | join("', '") }}')
    group by person_id, contact_number
{% endmacro %}


{#
    What two people have of whom one may not be sent, without consent or suppressed: it would reach
    that one as well.
#}
{% macro barred_contact_points(export) %}
    select distinct
        point_type,
        contact_key
    from {{ ref('int_owned_audiences__shared_contact_points') }}
    where
        person_id not in {{ consenting_persons(export.purpose if export.consent != 'not_required') }}
        or person_id in (
            select suppressions.person_id
            from {{ ref('int_owned_audiences__suppressions') }} as suppressions
            where suppressions.audience = '{{ export.audience }}'
        )
{% endmacro %}


{# Whether the destination can find the person of a row. #}
{% macro is_identified(export) %}
    {%- set ways = [] -%}
    {%- for columns in destinations()[export.destination].identified_by
        if columns | reject('in', export.columns) | list | length == 0 -%}
        {%- do ways.append('(sent.' ~ columns | join(' is not null and sent.') ~ ' is not null)') -%}
    {%- endfor -%}
    {{- return('(' ~ ways | join(' or ') ~ ')' if ways else 'false') -}}
{% endmacro %}
