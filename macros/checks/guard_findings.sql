{#
    What the guard found and nobody has accepted, as a list of sentences. `guard` is its table.

        {{ guard_findings(ref('int_owned_audiences__guard')) }}
#}
{% macro guard_findings(guard) %}
    {{- return(run_query(
        'select finding from ' ~ guard ~ " where is_stop and not is_accepted order by guard != 'empty', guard, finding"
    ).columns[0].values() | list) -}}
{% endmacro %}
