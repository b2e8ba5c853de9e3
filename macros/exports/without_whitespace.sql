{#
    A text without blanks of any kind, those of Unicode included.

        {{ without_whitespace('value') }}  ->  regexp_replace(value, '[\s\p{Z}]', '', 'g')
#}
{% macro without_whitespace(text) -%}
    {{ replace_all(text, '[\\s\\p{Z}\\p{Cf}]', '') }}
{%- endmacro %}
