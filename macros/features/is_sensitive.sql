{#
    Whether an attribute is one of sensitive_attributes, which are never features; case does not count.

        {{ is_sensitive('attribute') }}  ->  lower(attribute) in ('age', '')
#}
{% macro is_sensitive(column) -%}
    lower({{ column }}) in (
        {%- for name in sensitive_attributes() -%}
        {{ dbt.string_literal(dbt.escape_single_quotes(name)) }},{{ ' ' }}
        {%- endfor -%}
        '')
{%- endmacro %}
