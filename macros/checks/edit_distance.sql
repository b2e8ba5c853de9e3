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
