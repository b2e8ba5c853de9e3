{# The package's on-run-end hook: what a run that touched the segments made of each audience. #}
{% macro print_summary(results) %}
    {%- if execute and results | selectattr('node.unique_id', 'equalto', 'model.owned_audiences.owned_audiences__segments')
            | selectattr('status', 'equalto', 'success') | list -%}
    {%- endif -%}
{% endmacro %}
