{#
    Whether a part of a text matches a regular expression; ^ and $ stand for its ends.

        {{ matches('user_id', '^0[0-]*$') }}  ->  regexp_matches(user_id, '^0[0-]*$')
#}
{% macro matches(text, pattern) %}
    {{- return(adapter.dispatch('matches', 'owned_audiences')(text, pattern)) -}}
{% endmacro %}


{% macro default__matches(text, pattern) %}
    {{- owned_audiences.not_supported('matches') -}}
{% endmacro %}


{% macro duckdb__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}
