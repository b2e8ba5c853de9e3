{# The version of the installed Python library owned-audiences, which it tells dbt at start-up; '' if none. #}
{% macro library_version() %}
    {#- not at parse time: dbt would look through all files for a change of the variable at every start -#}
    {{- return(env_var('OWNED_AUDIENCES_LIBRARY_VERSION', '') if execute else '') -}}
{% endmacro %}


{# The version of the dbt half, of which the Python half must be, too. #}
{% macro package_version() %}
    {{- return('0.2.0') -}}
{% endmacro %}
