{#
    How many letters have to be inserted, taken out or changed to make one name of another; two
    swapped ones count as one.

        {{ edit_distance('topics', 'topic') }}  ->  1
#}
{% macro edit_distance(left, right) %}
    {#- rows of the usual table: distances of the first n letters of left to the first m of right -#}
    {%- set table = [range(right | length + 1) | list] -%}
    {%- for n in range(1, left | length + 1) -%}
        {%- set row = [n] -%}
        {%- for m in range(1, right | length + 1) -%}
            {%- set changed = table[n - 1][m - 1] + (left[n - 1] != right[m - 1]) -%}
            {%- set swapped = table[n - 2][m - 2] + 1
                if n > 1 and m > 1 and left[n - 1] == right[m - 2] and left[n - 2] == right[m - 1] else changed -%}
            {%- do row.append([changed, swapped, table[n - 1][m] + 1, row[m - 1] + 1] | min) -%}
        {%- endfor -%}
        {%- do table.append(row) -%}
    {%- endfor -%}
    {{- return(table[-1][-1]) -}}
{% endmacro %}


{# The nearest of the known names, if it is near: a third of its letters away at most; else none. #}
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


{#
    The end of a sentence that names something unknown: the nearest known name, or all of them.

        {{ did_you_mean('topics', ['topic', 'channel']) }}  ->  : did you mean topic?
#}
{% macro did_you_mean(name, known) %}
    {%- set near = nearest(name | string, known) -%}
    {{- return(': did you mean ' ~ near ~ '?' if near else '. Valid names are: ' ~ known | join(', ') ~ '.') -}}
{% endmacro %}


{# A value as it stands in a message: a text in quotes, nothing as null. #}
{% macro shown(value) %}
    {{- return('null' if value is none else "'" ~ value ~ "'" if value is string else value | string) -}}
{% endmacro %}
