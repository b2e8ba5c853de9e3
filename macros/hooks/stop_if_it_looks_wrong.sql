{#
    The hook after the guard has looked: stops the run before anything is published where something
    looks wrong, with all findings in one message. It runs outside of the model's transaction, so that
    the findings can be queried after it.

        post_hook={'sql': "{{ stop_if_it_looks_wrong() }}", 'transaction': false}
#}
{% macro stop_if_it_looks_wrong() %}
    {%- if is_building() -%}
        {%- set findings = guard_findings(this) -%}
        {%- if findings -%}{{- exceptions.raise_compiler_error(guard_message(findings)) -}}{%- endif -%}
        update {{ ref('int_owned_audiences__configuration').render() }} set is_guard_passed = true
    {%- endif -%}
{% endmacro %}
