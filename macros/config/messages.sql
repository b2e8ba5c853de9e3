{# What stops a run that only the data can stop, as SQL texts for raise_error. #}
{% macro bulk_load_message(loaded_late, interactions, days) -%}
    'received_at is the time of a bulk load: ' || {{ with_thousands(loaded_late) }} || ' of '
    || {{ with_thousands(interactions) }} || ' interactions became known on ' || {{ days }}
    || ' day(s) on which the average row was more than 30 days old, so that no date before would know '
    || 'anything. Leave received_at out of the relation that the variable interactions names, or set '
    || 'it to when each row became known.'
{%- endmacro %}


{% macro ends_before_message(as_of, last_kept) -%}
    'The data now ends before ' || {{ last_kept }} || ', to which segment events and scores are kept: '
    || {{ as_of }} || ' would rewrite their history. Is the source complete, and the clock of this '
    || 'machine right? If the date was wrong before, as a wrong row carried it ahead, take the kept '
    || 'tables back: dbt run-operation owned_audiences.rewind --args ''{to: ' || {{ as_of }} || '}''. '
    || 'For an earlier date alone, use another schema.'
{%- endmacro %}
