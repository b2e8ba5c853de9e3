{#
    A field of an event's ecommerce record in GA4's export, as text or as another type; null where it
    cannot be read as that.

        {{ owned_audiences.ecommerce_field('purchase_revenue', 'double') }}
#}
{% macro ecommerce_field(field, type='text') %}
    {{- return(adapter.dispatch('ecommerce_field', 'owned_audiences')(field, type)) -}}
{% endmacro %}


{% macro default__ecommerce_field(field, type) %}
    {{- owned_audiences.not_supported('ecommerce_field') -}}
{% endmacro %}


{% macro duckdb__ecommerce_field(field, type) -%}
    case
        when typeof(ecommerce) like '%JSON%'
            then try_cast(json_extract_string(to_json(ecommerce), '$.{{ field }}') as {{ type }})
        else try_cast(ecommerce.{{ field }} as {{ type }})
    end
{%- endmacro %}
