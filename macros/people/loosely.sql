{#
    An id without what two systems write differently: letter case, and blanks around it. Ids are never
    joined by it; it finds ids that are nearly alike.

        {{ loosely('user_id') }}
#}
{% macro loosely(id) -%}
    lower(trim(cast({{ id }} as text), ' ' || chr(9) || chr(10) || chr(13) || chr(160)))
{%- endmacro %}
