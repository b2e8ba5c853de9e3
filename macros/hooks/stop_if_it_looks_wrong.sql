{#
    The hook after the guard has looked: stops the run before anything is published where something
    looks wrong, with all findings in one message. It runs outside of the model's transaction, so that
    the findings can be queried after it.
#}
{% macro stop_if_it_looks_wrong() %}
    {%- if is_building() -%}
        {%- set findings = guard_findings(this) -%}
        {%- if findings -%}{{- exceptions.raise_compiler_error(guard_message(findings)) -}}{%- endif -%}
        update {{ ref('int_owned_audiences__configuration').render() }} set is_guard_passed = true
    {%- endif -%}
{% endmacro %}


{# What the guard found and nobody has accepted, as a list of sentences. #}
{% macro guard_findings(guard) %}
    {{- return(run_query(
        'select finding from ' ~ guard ~ " where is_stop and not is_accepted order by guard != 'empty', guard, finding"
    ).columns[0].values() | list) -}}
{% endmacro %}


{# The message that stops a run: what was found, and how to accept it. #}
{% macro guard_message(findings) %}
    {{- return(
        'owned_audiences published nothing, because the input looks wrong:\n\n  - '
        ~ findings | join('\n  - ')
        ~ "\n\nThe published tables are unchanged. After you have repaired the source, run dbt build (dbt retry would not read it again). If the input is right, accept it for one run: "
        ~ "dbt build --vars '{accept_input: true}'. To change or switch off a limit, set the variable guards (docs/next_day.md)."
    ) -}}
{% endmacro %}
