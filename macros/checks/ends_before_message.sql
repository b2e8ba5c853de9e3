{#
    Why a run stops where the data ends before what is published, as a SQL text.

        {{ raise_error(ends_before_message('as_of', 'last_kept_as_of')) }}
#}
{% macro ends_before_message(as_of, last_kept) -%}
    'The data now ends before ' || {{ last_kept }} || ', the date of the last published segment events '
    || 'and scores. A run as of ' || {{ as_of }} || ' would rewrite history. Check that the source is '
    || 'complete and the clock of this machine is right. If a wrong row had moved the date ahead, '
    || 'rewind first: dbt run-operation owned_audiences.rewind --args ''{to: ' || {{ as_of }}
    || '}''. To look at an earlier date, build into another schema.'
{%- endmacro %}
