{#
    A field of the first item of an event in GA4's export; null where the event has no items.

        {{ owned_audiences.first_item('item_category') }}  ->  items[1].item_category
#}
{% macro first_item(field) %}
    {{- return(adapter.dispatch('first_item', 'owned_audiences')(field)) -}}
{% endmacro %}


{% macro default__first_item(field) %}
    {{- owned_audiences.not_supported('first_item') -}}
{% endmacro %}


{# Where no item of a JSON export is filled, DuckDB takes them for JSON. #}
{% macro duckdb__first_item(field) -%}
    case
        when typeof(items) like '%JSON%' then json_extract_string(to_json(items), '$[0]."{{ field }}"')
        else cast(items[1].{{ field }} as text)
    end
{%- endmacro %}
