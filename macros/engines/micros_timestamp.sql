{#
    A timestamp in UTC from microseconds since 1970, as a number or a text; null where it is none.

        {{ micros_timestamp('event_timestamp') }}  ->  try(make_timestamp(try_cast(event_timestamp as bigint)))
#}
{% macro micros_timestamp(micros) %}
    {{- return(adapter.dispatch('micros_timestamp', 'owned_audiences')(micros)) -}}
{% endmacro %}


{% macro default__micros_timestamp(micros) %}
    {{- owned_audiences.not_supported('micros_timestamp') -}}
{% endmacro %}


{% macro duckdb__micros_timestamp(micros) -%}
    try(make_timestamp({{ owned_audiences.try_cast(micros, 'bigint') }}))
{%- endmacro %}
