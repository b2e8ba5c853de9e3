{#
    The end of a sentence that names something unknown: the nearest known name, or all of them.

        {{ did_you_mean('topics', ['topic', 'channel']) }}  ->  : did you mean topic?
#}
{% macro did_you_mean(name, known) %}
    {%- set near = nearest(name | string, known) -%}
    {{- return(': did you mean ' ~ near ~ '?' if near else '. Valid names are: ' ~ known | join(', ') ~ '.') -}}
{% endmacro %}
