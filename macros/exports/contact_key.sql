{#
    What two spellings of a contact point have in common, hashed: letter case and blanks do not count.

        {{ contact_key('value') }}
#}
{% macro contact_key(value) -%}
    md5(lower({{ without_whitespace(value) }}))
{%- endmacro %}
