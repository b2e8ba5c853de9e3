{#
    A relation as a view of the package names it: without its database where that is the target's own,
    so that the view also works in a copy of the file under another name.

        {{ without_database(ref('owned_audiences__segment_events')) }}  ->  "main"."owned_audiences__segment_events"
#}
{% macro without_database(relation) %}
    {{- return(relation.include(database=false) if relation.database == target.database else relation) -}}
{% endmacro %}
