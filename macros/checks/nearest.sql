{#
    The nearest of the known names, if it is near: a third of its letters away at most; else none.

        {{ nearest('topics', ['topic', 'channel']) }}  ->  topic
#}
{% macro nearest(name, known) %}
    {%- set best = namespace(name=none, distance=1000) -%}
    {%- for candidate in known if ((candidate | length) - (name | length)) | abs < 4 -%}
        {%- set distance = edit_distance(name | lower | replace('_', ''), candidate | lower | replace('_', '')) -%}
        {%- if distance < best.distance and 3 * distance <= candidate | length -%}
            {%- set best.name = candidate -%}
            {%- set best.distance = distance -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(best.name) -}}
{% endmacro %}
