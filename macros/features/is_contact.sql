{#
    Whether an interaction type is something that the brand did, not the person.

        {{ is_contact('interaction_type') }}  ->  interaction_type in ('mail_sent', '')
#}
{% macro is_contact(column) -%}
    {{ column }} in (
        {%- for type in contact_types() -%}
        {{ dbt.string_literal(dbt.escape_single_quotes(type)) }},{{ ' ' }}
        {%- endfor -%}
        '')
{%- endmacro %}
