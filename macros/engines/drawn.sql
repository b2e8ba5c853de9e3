{#
    True for about the given share of texts, always the same ones: decided by md5, so that every
    engine and every order of rows draws the same sample.

        {{ drawn('person_id', '0.1') }}
#}
{% macro drawn(text, share) %}
    {{- return(adapter.dispatch('drawn', 'owned_audiences')(text, share)) -}}
{% endmacro %}


{% macro default__drawn(text, share) -%}
    (
        left(md5({{ text }}), 8)
        < lower(lpad(to_hex(cast(floor(least({{ share }}, 1) * 4294967296) as bigint)), 8, '0'))
        or {{ share }} >= 1
    )
{%- endmacro %}
