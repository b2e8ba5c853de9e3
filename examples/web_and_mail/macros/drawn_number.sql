{#
    A number from 0 up to 1 that a text always gives: randomness that is the same in every run.

        {{ drawn_number("customer_id || ' pace'") }}
#}
{% macro drawn_number(text) -%}
    (cast('0x' || left(md5({{ text }}), 8) as bigint) / 4294967296.0)
{%- endmacro %}
