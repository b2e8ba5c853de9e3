{#
    The message that stops a run: what was found, and how to accept it.

        {{ exceptions.raise_compiler_error(guard_message(findings)) }}
#}
{% macro guard_message(findings) %}
    {{- return(
        'owned_audiences published nothing, because the input looks wrong:\n\n  - '
        ~ findings | join('\n  - ')
        ~ "\n\nThe published tables are unchanged. After you have repaired the source, run dbt build (dbt retry would not read it again). If the input is right, accept it for one run: "
        ~ "dbt build --vars '{accept_input: true}'. To change or switch off a limit, set the variable guards (docs/next_day.md)."
    ) -}}
{% endmacro %}
