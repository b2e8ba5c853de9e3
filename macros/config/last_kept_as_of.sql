{#
    The last as_of of the kept tables, as a query of one row; null before the first run.

        {{ last_kept_as_of() }}  ->  select max(as_of) as as_of from (…) as kept
#}
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
