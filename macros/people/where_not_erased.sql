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
