{#
    A parameter of an event in GA4's export, whichever of the typed fields Google put it into: as
    text, or with type='double' as a number. Null where the event has no such parameter.

        {{ owned_audiences.event_param('page_location') }}
#}
{% macro event_param(key, type='text') %}
    {{- return(adapter.dispatch('event_param', 'owned_audiences')(key, type)) -}}
{% endmacro %}


{% macro default__event_param(key, type) %}
    {{- owned_audiences.not_supported('event_param') -}}
{% endmacro %}


{% macro duckdb__event_param(key, type) -%}
    {%- set found = "list_filter(event_params, lambda param: param.key = '" ~ key.replace("'", "''") ~ "')[1].value" -%}
    coalesce(
        {% for field in ['string_value', 'int_value', 'double_value', 'float_value'] -%}
        {{ owned_audiences.try_cast(found ~ '.' ~ field, type) }}{{ ',' if not loop.last }}
        {% endfor -%}
    )
{%- endmacro %}
