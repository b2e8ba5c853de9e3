{#
    A timestamp in UTC from a timestamp, a timestamp with a zone, a date or a text; null where it is
    none, infinity included. A plain cast of a timestamp with a zone would follow the session's time
    zone, and one of a text would drop its offset.

        {{ utc_timestamp('occurred_at') }}

    A text is read if it is ISO 8601 or nearly: seconds, or minutes too, may be left out; blanks may
    stand around it and before the offset; Z, UTC and GMT are offsets; a comma may begin the fraction;
    after an offset the zone's name in brackets is not needed. Anything else, such as day-first dates,
    AM and PM, names of zones or seconds since 1970, could be misread and is null.
#}
{% macro utc_timestamp(column) %}
    {{- return(adapter.dispatch('utc_timestamp', 'owned_audiences')(column)) -}}
{% endmacro %}


{% macro default__utc_timestamp(column) %}
    {{- owned_audiences.not_supported('utc_timestamp') -}}
{% endmacro %}


{# The type is known before the query runs, so that one branch is left; of texts, few are slow. #}
{% macro duckdb__utc_timestamp(column) -%}
    {%- set text = 'cast(' ~ column ~ ' as text)' -%}
    {%- set date_and_time = '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?' -%}
    case
        when typeof({{ column }}) = 'TIMESTAMP WITH TIME ZONE'
            then make_timestamp(epoch_us(try_cast({{ column }} as timestamptz)))
        when typeof({{ column }}) in ('TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'DATE')
            then case when isfinite(try_cast({{ column }} as timestamp)) then try_cast({{ column }} as timestamp) end
        when {{ text }} is null
            then null
        when regexp_full_match({{ text }}, '{{ date_and_time }}Z?|[0-9]{4}-[0-9]{2}-[0-9]{2}')
            then try_cast({{ text }} as timestamp)
        when regexp_full_match({{ text }}, '{{ date_and_time }}[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?')
            then make_timestamp(epoch_us(try_cast({{ text }} as timestamptz)))
        else {{ owned_audiences.loose_timestamp(text) }}
    end
{%- endmacro %}


{#
    A timestamp in UTC from a text that is not in the plain form: brought into it, then cast. Without
    an offset it is in UTC.
#}
{% macro loose_timestamp(text) -%}
    list_transform(
        [regexp_extract(
            regexp_replace(
                regexp_replace(
                    trim({{ text }}, ' "' || chr(9) || chr(10) || chr(13)),
                    '^([0-9]{4})([0-9]{2})([0-9]{2})($|[Tt ])', '\1-\2-\3\4'
                ),
                '([Tt ])([0-9]{2})([0-9]{2})([0-9]{2})', '\1\2:\3:\4'
            ),
            '^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})'
            || '(?:(?:[Tt]| +)([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?)?'
            || '(?: *([Zz]|UTC|utc|GMT|gmt|[+−-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)(?:[[][A-Za-z0-9/_+-]+[]])?)?)?$',
            ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'zone']
        )],
        lambda part: make_timestamp(epoch_us(try_cast(
            part.year || '-' || part.month || '-' || part.day
            || ' ' || coalesce(nullif(part.hour, ''), '0')
            || ':' || coalesce(nullif(part.minute, ''), '0')
            || ':' || coalesce(nullif(part.second, ''), '0')
            || '.' || coalesce(nullif(part.fraction, ''), '0')
            || case when part.zone[1] in ('+', '-', '−') then replace(part.zone, '−', '-') else '+00' end
            as timestamptz
        )))
    )[1]
{%- endmacro %}
