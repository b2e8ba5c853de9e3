{#
    How many rows would be rejected, by reason, in aligned lines.

        {{ suggest_rejected(total) }}
#}
{% macro suggest_rejected(total) %}
    {%- set lines = [] -%}
    {%- for reason in interaction_rules() -%}
        {%- set rows = total['rejected_' ~ loop.index] -%}
        {%- if rows -%}{%- do lines.append('  %14s  %s' | format(counted(rows), reason)) -%}{%- endif -%}
    {%- endfor -%}
    {%- if total.repeated -%}
        {%- do lines.append('  %14s  %s' | format(counted(total.repeated), 'interaction_id came before')) -%}
    {%- endif -%}
    {{- return(['', 'Rows that would be rejected, by reason'] + lines if lines else []) -}}
{% endmacro %}
