{# What stops a run that only the data can stop, as SQL texts for raise_error. #}
{% macro bulk_load_message(loaded_late, interactions, days) -%}
    'received_at is the time of a bulk load: ' || {{ with_thousands(loaded_late) }} || ' of '
    || {{ with_thousands(interactions) }} || ' interactions became known on ' || {{ days }}
    || ' day(s) on which the average row was more than 30 days old. With those dates, no earlier date '
    || 'would know anything. Drop received_at from the relation that the variable interactions names, '
    || 'or set it to the time at which each row became known.'
{%- endmacro %}


{% macro ends_before_message(as_of, last_kept) -%}
    'The data now ends before ' || {{ last_kept }} || ', the date of the last published segment events '
    || 'and scores. A run as of ' || {{ as_of }} || ' would rewrite history. Check that the source is '
    || 'complete and the clock of this machine is right. If a wrong row had moved the date ahead, '
    || 'rewind first: dbt run-operation owned_audiences.rewind --args ''{to: ' || {{ as_of }}
    || '}''. To look at an earlier date, build into another schema.'
{%- endmacro %}
