{#
    The persons who have consented to a purpose as of the current as_of, as a subquery of person_id;
    everyone without a purpose, and where the input consents is not set.

        where person_id in {{ consenting_persons('newsletter') }}
#}
{% macro consenting_persons(purpose=none) -%}
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
        {% if purpose -%}
        {{ with_consent('people', dbt.escape_single_quotes(purpose)) }}
        {%- endif %}
    )
{%- endmacro %}
