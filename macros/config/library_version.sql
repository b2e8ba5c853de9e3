{#
    The version of the installed Python library owned-audiences, which it tells dbt at start-up; an empty
    text if there is none.

        {{ library_version() }}  ->  0.2.0
#}
{% macro library_version() %}
    {#- not at parse time: dbt would look through all files for a change of the variable at every start -#}
    {{- return(env_var('OWNED_AUDIENCES_LIBRARY_VERSION', '') if execute else '') -}}
{% endmacro %}
