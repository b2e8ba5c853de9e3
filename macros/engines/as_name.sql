{#
    A text as a part of a name: in lower case, anything but letters and digits as one _.

        {{ as_name('interaction_type') }}  ->  add_to_cart for 'Add to cart'
#}
{% macro as_name(text) %}
    {{- return(adapter.dispatch('as_name', 'owned_audiences')(text)) -}}
{% endmacro %}


{% macro default__as_name(text) %}
    {{- owned_audiences.not_supported('as_name') -}}
{% endmacro %}


{% macro duckdb__as_name(text) -%}
    regexp_replace(lower({{ text }}), '[^a-z0-9]+', '_', 'g')
{%- endmacro %}
