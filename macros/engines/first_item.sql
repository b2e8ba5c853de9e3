{#
    A field of the first item of an event in GA4's export; null where the event has no items.

        {{ owned_audiences.first_item('item_category') }}  ->  items[1].item_category
#}
{% macro first_item(field) %}
    {{- return(adapter.dispatch('first_item', 'owned_audiences')(field)) -}}
{% endmacro %}


{% macro default__first_item(field) -%}
    items[1].{{ field }}
{%- endmacro %}
