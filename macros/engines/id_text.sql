{#
    An id as text; null where it is empty. One that came as a floating point or decimal number, as
    pandas makes of whole numbers with a gap among them, is written as the whole number that it is, so
    that it meets the integers of other tables; NaN and infinity are no ids.

        {{ id_text('user_id') }}  ->  6123456780000 for 6123456780000.0
#}
{% macro id_text(column) %}
    {{- return(adapter.dispatch('id_text', 'owned_audiences')(column)) -}}
{% endmacro %}


{% macro default__id_text(column) %}
    {{- owned_audiences.not_supported('id_text') -}}
{% endmacro %}


{# The type is known before the query runs, so that of a text only the last branch is left. #}
{% macro duckdb__id_text(column) -%}
    {%- set text = 'cast(' ~ column ~ ' as text)' -%}
    case
        when typeof({{ column }}) in ('DOUBLE', 'FLOAT') or typeof({{ column }}) like 'DECIMAL%' then case
            when regexp_matches({{ text }}, '(nan|inf)') then null
            when {{ text }} in ('0.0', '-0.0') then '0'
            when regexp_matches({{ text }}, '^[0-9-]+([.]0+)?$') then split_part({{ text }}, '.', 1)
            when regexp_matches({{ text }}, 'e[+]') then coalesce(cast(try_cast({{ text }} as hugeint) as text), {{ text }})
            else {{ text }}
        end
        when typeof({{ column }}) = 'JSON' then nullif(json_extract_string({{ text }}, '$'), '')
        else nullif({{ text }}, '')
    end
{%- endmacro %}
