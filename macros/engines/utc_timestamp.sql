{#
    A timestamp in UTC from a timestamp, a timestamp with a zone, a date or a text; null where it is
    none. A plain cast of a timestamp with a zone would follow the session's time zone.

        {{ utc_timestamp('occurred_at') }}
#}
{% macro utc_timestamp(column) %}
    {{- return(adapter.dispatch('utc_timestamp', 'owned_audiences')(column)) -}}
{% endmacro %}


{% macro default__utc_timestamp(column) -%}
    case
        when typeof({{ column }}) = 'TIMESTAMP WITH TIME ZONE'
            then timezone('UTC', try_cast({{ column }} as timestamptz))
        when typeof({{ column }}) = 'VARCHAR'
            then case
                when regexp_matches(cast({{ column }} as text), ':[0-9.]+ ?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)$')
                    then timezone('UTC', try_cast({{ column }} as timestamptz))
                else try_cast({{ column }} as timestamp)
            end
        else try_cast({{ column }} as timestamp)
    end
{%- endmacro %}
