{#
    Why a run stops where received_at is the time of a bulk load, as a SQL text.

        {{ raise_error(bulk_load_message('loaded_late', 'interactions', 'days_loaded_late')) }}
#}
{% macro bulk_load_message(loaded_late, interactions, days) -%}
    'received_at is the time of a bulk load: ' || {{ with_thousands(loaded_late) }} || ' of '
    || {{ with_thousands(interactions) }} || ' interactions became known on ' || {{ days }}
    || ' day(s) on which the average row was more than 30 days old. With those dates, no earlier date '
    || 'would know anything. Drop received_at from the relation that the variable interactions names, '
    || 'or set it to the time at which each row became known.'
{%- endmacro %}
