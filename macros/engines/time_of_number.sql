{#
    What makes a time of a number, as SQL to show: a date in digits, or a count since 1970; none if it is
    neither, and where the engine's functions are not known. `example` is a value of the column, as text.

        {{ time_of_number('bought_at', '1735689600') }}  ->  to_timestamp(bought_at)
#}
{% macro time_of_number(column, example) %}
    {{- return(adapter.dispatch('time_of_number', 'owned_audiences')(column, example)) -}}
{% endmacro %}


{% macro default__time_of_number(column, example) %}
    {{- return(none) -}}
{% endmacro %}


{% macro duckdb__time_of_number(column, example) %}
    {%- set digits = example[:-2] if example.endswith('.0') else example -%}
    {%- set whole = column if digits == example else 'cast(' ~ column ~ ' as bigint)' -%}
    {%- if modules.re.match('(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$', digits) -%}
        {{- return("strptime(cast(" ~ whole ~ " as text), '%Y%m%d')") -}}
    {%- endif -%}
    {{- return({
        10: 'to_timestamp(' ~ column ~ ')', 13: 'epoch_ms(' ~ whole ~ ')', 16: 'make_timestamp(' ~ whole ~ ')',
    }.get(digits | length) if modules.re.match('[0-9]+$', digits) else none) -}}
{% endmacro %}
