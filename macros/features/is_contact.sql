{# Whether an interaction type is something that the brand did, not the person. #}
{% macro is_contact(column) -%}
    {{ column }} in (
        {%- for type in contact_types() -%}
        {{ dbt.string_literal(dbt.escape_single_quotes(type)) }},{{ ' ' }}
        {%- endfor -%}
        '')
{%- endmacro %}
