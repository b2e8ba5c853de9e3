{#
    A text in which a letter and its accent are one character, as two systems may write them in two ways.

        {{ composed_text('first_name') }}  ->  nfc_normalize(first_name)
#}
{% macro composed_text(text) %}
    {{- return(adapter.dispatch('composed_text', 'owned_audiences')(text)) -}}
{% endmacro %}


{% macro default__composed_text(text) %}
    {{- owned_audiences.not_supported('composed_text') -}}
{% endmacro %}


{% macro duckdb__composed_text(text) -%}
    nfc_normalize({{ text }})
{%- endmacro %}
