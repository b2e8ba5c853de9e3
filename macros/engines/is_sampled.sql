{#
    True for about the given share of texts, always the same ones: decided by md5, so that every
    engine and every order of rows gives the same sample.

        {{ is_sampled('person_id', '0.1') }}
#}
{% macro is_sampled(text, share) %}
    {{- return(adapter.dispatch('is_sampled', 'owned_audiences')(text, share)) -}}
{% endmacro %}


{% macro default__is_sampled(text, share) %}
    {{- owned_audiences.not_supported('is_sampled') -}}
{% endmacro %}


{% macro duckdb__is_sampled(text, share) -%}
    (
        left(md5({{ text }}), 8)
        < lower(lpad(to_hex(cast(floor(least({{ share }}, 1) * 4294967296) as bigint)), 8, '0'))
        or {{ share }} >= 1
    )
{%- endmacro %}
