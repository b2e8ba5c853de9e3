{#
    Whether an id is one of an erased person, told by its salted hash: true or false, never null.
    `id_type` is user or anonymous. Without the variable erasure_requests it is false.

        {{ is_erased('user', 'user_id') }}
#}
{% macro is_erased(id_type, id) -%}
    {%- if var('erasure_requests') -%}
    {{ is_hashed(ref('int_owned_audiences__erased'), "'" ~ id_type ~ ":' || " ~ id) }}
    {%- else -%}
    false
    {%- endif -%}
{%- endmacro %}
