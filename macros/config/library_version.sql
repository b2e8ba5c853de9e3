{# The version of the installed Python library owned-audiences, which it tells dbt at start-up; '' if none. #}
{% macro library_version() %}
    {{- return(env_var('OWNED_AUDIENCES_LIBRARY_VERSION', '')) -}}
{% endmacro %}
