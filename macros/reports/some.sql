{#
    A list of names as text, cut off where it is long.

        {{ some(['web', 'store']) }}  ->  web, store
#}
{% macro some(names) %}
    {{- return(names[:20] | join(', ') ~ (' and ' ~ ((names | length) - 20) ~ ' more' if names | length > 20 else '')) -}}
{% endmacro %}
