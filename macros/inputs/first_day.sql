{#
    The earliest date in a column of a relation; none without rows, and where nothing is built.

        {{ first_day(ref('int_owned_audiences__repeated_ids'), 'first_known_on') }}  ->  2025-01-01
#}
{% macro first_day(relation, column) %}
    {%- if not is_building() or model.resource_type == 'unit_test' -%}{{ return(none) }}{%- endif -%}
    {{- return(run_query('select min(' ~ column ~ ') from ' ~ relation.render()).rows[0][0]) -}}
{% endmacro %}
