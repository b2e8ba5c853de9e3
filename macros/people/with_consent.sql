{#
    The join that keeps those of the people who, as of the row's as_of, had consented to a purpose
    and have not withdrawn it since. Nothing without the variable consents.

        from observations {{ with_consent('observations', 'scoring') }}
#}
{% macro with_consent(people, purpose) -%}
    {%- if var('consents') -%}
    inner join {{ ref('int_owned_audiences__consents') }} as consents
        on
            {{ people }}.person_key = consents.person_key
            and consents.purpose = '{{ purpose }}'
            and {{ people }}.as_of > consents.known_on
            and {{ people }}.as_of <= consents.until_day
    {%- endif -%}
{%- endmacro %}
