{#
    Whether an id is one of an erased person, told by its salted hash: true or false, never null.
    id_type is user or anonymous. Without the variable erasure_requests it is false.

        {{ is_erased('user', 'user_id') }}
#}
{% macro is_erased(id_type, id) -%}
    {%- if var('erasure_requests') -%}
    {{ is_hashed(ref('int_owned_audiences__erased'), "'" ~ id_type ~ ":' || " ~ id) }}
    {%- else -%}
    false
    {%- endif -%}
{%- endmacro %}


{# Whether the hash of an id, prefixed with its type, stands in a table of the erased. #}
{% macro is_hashed(erased, id) -%}
    coalesce(md5((select max(erased.salt) from {{ erased }} as erased) || {{ id }}), '')
    in (select erased.identifier_hash from {{ erased }} as erased)
{%- endmacro %}


{#
    The `where` that keeps the rows of erased people out of an input: none of the ids, a type and
    its column each, is one of theirs. Nothing without the variable erasure_requests.

        from typed {{ where_not_erased({'user': 'user_id'}) }}
#}
{% macro where_not_erased(ids) -%}
    {%- if var('erasure_requests') -%}
    where
        {% for id_type, id in ids.items() -%}
        {{ 'and ' if not loop.first }}not {{ is_erased(id_type, id) }}
        {% endfor -%}
    {%- endif -%}
{%- endmacro %}
