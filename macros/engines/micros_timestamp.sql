{#
    A timestamp in UTC from microseconds since 1970.

        {{ micros_timestamp('event_timestamp') }}  ->  make_timestamp(event_timestamp)
#}
{% macro micros_timestamp(micros) %}
    {{- return(adapter.dispatch('micros_timestamp', 'owned_audiences')(micros)) -}}
{% endmacro %}


{% macro default__micros_timestamp(micros) -%}
    make_timestamp({{ micros }})
{%- endmacro %}
