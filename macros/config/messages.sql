{# What stops a run that only the data can stop, as SQL texts for raise_error. #}
{% macro bulk_load_message() -%}
    'received_at is the time of a bulk load: most interactions became known on one day, long after '
    || 'they happened, so that no past date would know anything. Leave received_at out of the relation '
    || 'that the variable interactions names, or set it to when each row became known.'
{%- endmacro %}


{% macro ends_before_message(as_of, last_kept) -%}
    'The data now ends before ' || {{ last_kept }} || ', to which segment events and scores are kept: '
    || {{ as_of }} || ' would rewrite their history. Is the source complete? For an earlier date, use '
    || 'another schema.'
{%- endmacro %}
