{#
    The table of types in aligned lines: rows, people, and how many did it within each horizon.

        {{ suggest_table(types, days) }}
#}
{% macro suggest_table(types, days) %}
    {%- set head = ['  %-24s %12s %9s' | format('interaction_type', 'rows', 'people')] -%}
    {%- for horizon in suggest_horizons() -%}
        {%- do head.append('%15s %-7s' | format('in ' ~ horizon ~ ' days', '')) -%}
    {%- endfor -%}
    {%- set lines = [
        '', 'Of the people with a user_id known before the last 7, 30 or 90 days, how many did it in these',
        (head | join).rstrip(),
    ] -%}
    {%- for row in types[:30] -%}
        {%- set cells = ['  %-24s %12s %9s' | format(
            row.interaction_type | truncate(24, true, '…', 0), counted(row.interactions), counted(row.people))] -%}
        {%- for horizon in suggest_horizons() -%}
            {%- do cells.append('%8s %6s %-7s' | format(
                counted(row['positives_' ~ horizon]), share_shown(row['positives_' ~ horizon], row['people_' ~ horizon]),
                suggest_verdict(row, horizon, days))) -%}
        {%- endfor -%}
        {%- do lines.append((cells | join).rstrip()) -%}
    {%- endfor -%}
    {%- if types | length > 30 -%}
        {%- do lines.append('  and ' ~ ((types | length) - 30) ~ ' rarer types') -%}
    {%- endif -%}
    {{- return(lines + [
        '  good: 200 people or more; few: 20 or more; -: fewer than 20, too few to train on;',
        '  short: less history than two such windows and a month; contact: done by the brand, not an action to predict',
    ]) -}}
{% endmacro %}
