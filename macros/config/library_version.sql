{# The version of the installed Python library owned-audiences, which it tells dbt at start-up; '' if none. #}
{% macro library_version() %}
    {{- return(env_var('OWNED_AUDIENCES_LIBRARY_VERSION', '')) -}}
{% endmacro %}


{# The version of the dbt half, of which the Python half must be, too. #}
{% macro package_version() %}
    {{- return('0.2.0') -}}
{% endmacro %}
