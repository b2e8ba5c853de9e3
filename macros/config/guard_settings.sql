{#
    The guards with their values: what the variable `guards` says, else the default. A guard that is
    null is off.

        {{ guard_settings().min_people_share }}  ->  0.5
#}
{% macro guard_settings() %}
    {%- set guards = dict(default_guards()) -%}
    {%- if var('guards') is mapping -%}{%- do guards.update(var('guards')) -%}{%- endif -%}
    {{- return(guards) -}}
{% endmacro %}
