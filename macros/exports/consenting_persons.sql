{#
    The persons whom an export may send by their consent, as a subquery of person_id: people who consented
    to its purpose; everyone, where it needs no consent.

        where person_id in {{ consenting_persons(export) }}
#}
{% macro consenting_persons(export) -%}
    (
        select people.person_id
        from (
            select
                persons.person_key,
                persons.person_id,
                dates.as_of
            from {{ ref('int_owned_audiences__persons') }} as persons
            cross join {{ ref('int_owned_audiences__as_of') }} as dates
        ) as people
        {% if export.consent != 'not_required' -%}
        {{ with_consent('people', dbt.escape_single_quotes(export.purpose)) }}
        {%- endif %}
    )
{%- endmacro %}
