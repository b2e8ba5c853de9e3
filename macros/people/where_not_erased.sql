{#
    The `where` that keeps the rows of erased people out of an input: none of the ids, a kind and
    its column each, is one of theirs. Nothing without the variable erasure_requests.

        from typed {{ where_not_erased({'user': 'user_id'}) }}
#}
{% macro where_not_erased(ids) -%}
    {%- if var('erasure_requests') -%}
    where
        {% for kind, id in ids.items() -%}
        {{ 'and ' if not loop.first }}not {{ is_erased(kind, id) }}
        {% endfor -%}
    {%- endif -%}
{%- endmacro %}
