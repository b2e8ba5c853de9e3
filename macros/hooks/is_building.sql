{#
    Whether this command builds models. Hooks look at it, as `dbt clone` runs them over views of the
    tables of another target.

        {% if is_building() and is_incremental() %} ... {% endif %}
#}
{% macro is_building() %}
    {{- return(execute and flags.WHICH in ['build', 'run']) -}}
{% endmacro %}
