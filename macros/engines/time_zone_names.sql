{#
    The names of time zones that the warehouse knows, as a list; none where it cannot be asked.

        {{ time_zone_names() }}  ->  ['Africa/Abidjan', …]
#}
{% macro time_zone_names() %}
    {{- return(adapter.dispatch('time_zone_names', 'owned_audiences')()) -}}
{% endmacro %}


{% macro default__time_zone_names() %}
    {{- return(none) -}}
{% endmacro %}


{% macro duckdb__time_zone_names() %}
    {{- return(run_query('select name from pg_timezone_names()').columns[0].values() | list) -}}
{% endmacro %}
