{#
    The SHA-256 hash of a text, as hex digits in lower case.

        {{ sha256_text('email') }}  ->  sha256(email)
#}
{% macro sha256_text(text) %}
    {{- return(adapter.dispatch('sha256_text', 'owned_audiences')(text)) -}}
{% endmacro %}


{% macro default__sha256_text(text) %}
    {{- owned_audiences.not_supported('sha256_text') -}}
{% endmacro %}


{% macro duckdb__sha256_text(text) -%}
    sha256({{ text }})
{%- endmacro %}
