{#
    The hook after the guard has looked: stops the run before anything is published where something
    looks wrong, with all findings in one message. It runs outside of the model's transaction, so that
    the findings can be queried after it.
#}
{% macro stop_if_it_looks_wrong() %}
    {%- if is_building() -%}
        {%- set findings = guard_findings(this) -%}
        {%- if findings -%}{{- exceptions.raise_compiler_error(guard_message(findings)) -}}{%- endif -%}
    {%- endif -%}
{% endmacro %}


{# What the guard found and nobody has accepted, as a list of sentences. #}
{% macro guard_findings(guard) %}
    {{- return(run_query(
        'select finding from ' ~ guard ~ ' where is_stop and not is_accepted order by finding'
    ).columns[0].values() | list) -}}
{% endmacro %}


{# The message that stops a run: what was found, and how to accept it. #}
{% macro guard_message(findings) %}
    {{- return(
        'owned_audiences has not published anything, as what came in looks wrong:\n\n  - '
        ~ findings | join('\n  - ')
        ~ "\n\nThe published tables are those of the last complete run. Where this is right all the same, accept it for one run: "
        ~ "dbt build --vars '{accept_input: true}'. The variable guards changes or switches off a limit (docs/next_day.md)."
    ) -}}
{% endmacro %}
