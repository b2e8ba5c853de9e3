{#
    What is wrong with as_of, or another date: none where it is null or a date that there is.

        {{ as_of_problems('2025-02-31') }}
        ->  ["as_of must be a date such as 2025-12-31, but is '2025-02-31'."]
#}
{% macro as_of_problems(as_of) %}
    {%- if as_of is none -%}{{ return([]) }}{%- endif -%}
    {%- set given = as_of | string -%}
    {%- if modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', given) -%}
        {%- set date = run_query('select ' ~ try_cast("'" ~ given ~ "'", 'date')).rows[0][0] -%}
        {%- if date is not none -%}{{ return([]) }}{%- endif -%}
    {%- endif -%}
    {{- return(['as_of must be a date such as 2025-12-31, but is ' ~ shown(as_of) ~ '.']) -}}
{% endmacro %}
