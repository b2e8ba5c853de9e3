{# The last as_of of the kept tables, as a query of one row; null before the first run. #}
{% macro last_kept_as_of() %}
    {%- set dates = [] -%}
    {%- for name in ['owned_audiences__propensity_scores', 'owned_audiences__segment_events'] -%}
        {%- set kept = previous_relation(name) -%}
        {%- if kept -%}{%- do dates.append('select max(as_of) as as_of from ' ~ kept
            ~ ' where as_of not in (' ~ unfinished_dates() ~ ')') -%}{%- endif -%}
    {%- endfor -%}
    select max(as_of) as as_of
    from ({{ dates | join(' union all ') if dates else 'select cast(null as date) as as_of' }}) as kept
{% endmacro %}


{# The dates at which a run began to publish and none came to its end, as a query. #}
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
