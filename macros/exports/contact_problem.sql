{#
    Why a contact point is not used, in SQL over its type and its trimmed value; null if it is. What is
    right for no destination is not used; what only some of them take is left to their normalization.

        {{ contact_problem('point_type', 'value') }}
#}
{% macro contact_problem(type, value) -%}
    case
        when {{ type }} is null then 'no type'
        when {{ type }} not in ('{{ contact_point_types() | join("', '") }}')
            then 'type is not one of {{ contact_point_types() | join(", ") }}'
        when {{ value }} is null then 'no value'
        when
            {{ type }} = 'email'
            and not {{ matches(without_whitespace(value), '^[^@,;<>()"]+@[^@,;<>()"]+[.][^@,;<>()".0-9]{2,}$') }}
            then 'email is no address'
        when {{ type }} = 'phone' and not {{ matches(international_phone(value), '^[+]?[0-9]+$') }}
            then 'phone is no number'
        when {{ type }} = 'phone' and not starts_with({{ international_phone(value) }}, '+')
            then 'phone has no country code: it begins with neither + nor 00'
        when {{ type }} = 'phone' and not {{ matches(international_phone(value), '^[+][1-9][0-9]{6,14}$') }}
            then 'phone is no number'
        when {{ type }} = 'country' and not {{ matches(value, '^[A-Za-z]{2}$') }}
            then 'country is no code of two letters'
    end
{%- endmacro %}
