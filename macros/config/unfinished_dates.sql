{#
    The dates at which a run began to publish and none came to its end, as a query.

        where as_of not in ({{ unfinished_dates() }})
#}
{% macro unfinished_dates() -%}
    {%- set runs = previous_relation('owned_audiences__runs') -%}
    {%- if runs -%}
    select runs.as_of
    from {{ runs }} as runs
    where runs.as_of is not null -- a null would make every `not in` unknown
    group by runs.as_of
    having count(runs.completed_at) = 0
    {%- else -%}
    select cast(null as date) as as_of where false
    {%- endif -%}
{%- endmacro %}
