{#
    Whether the hash of an id, prefixed with its type, stands in a table of the erased.

        {{ is_hashed(ref('int_owned_audiences__erased'), "'user:' || user_id") }}
#}
{% macro is_hashed(erased, id) -%}
    coalesce(md5((select max(erased.salt) from {{ erased }} as erased) || {{ id }}), '')
    in (select erased.identifier_hash from {{ erased }} as erased)
{%- endmacro %}
