{#
    The type of what a predicate gives over columns of the given types; none where the warehouse does
    not say. One that compares what cannot be compared stops here, with the warehouse's own words
    after the name of the audience.

        {{ predicate_type({'where': '', 'key': 'eligible', 'sql': 'tenure_days > 30'}, {'tenure_days': 'integer'}) }}
        ->  BOOLEAN
#}
{% macro predicate_type(predicate, columns) %}
    {{- return(adapter.dispatch('predicate_type', 'owned_audiences')(predicate, columns)) -}}
{% endmacro %}


{% macro default__predicate_type(predicate, columns) %}
    {{- return(none) -}}
{% endmacro %}


{% macro duckdb__predicate_type(predicate, columns) %}
    {%- set query -%}
    /* {{ predicate.where }}{{ predicate.key }} */ select typeof(({{ predicate.sql }}))
    from (
        select
            {% for column, type in columns.items() -%}
            cast(null as {{ type }}) as {{ column }}{{ ',' if not loop.last }}
            {% endfor %}
    ) as no_values
    {%- endset -%}
    {{- return(run_query(query).rows[0][0]) -}}
{% endmacro %}
