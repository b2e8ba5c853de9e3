{#
    Whether this run selected any model of the package.

        {% if builds_the_package() %} ... {% endif %}
#}
{% macro builds_the_package() %}
    {%- for resource in selected_resources if resource.startswith('model.owned_audiences.') -%}
        {{- return(true) -}}
    {%- endfor -%}
    {{- return(false) -}}
{% endmacro %}
