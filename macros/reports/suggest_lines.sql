{# What the data is, in aligned lines. #}
{% macro suggest_overview(total, names, users) %}
    {%- set lines = [
        '  rows        ' ~ counted(total.usable - total.repeated) ~ ' of ' ~ counted(total.interactions) ~ ' can be used, '
        ~ counted((total.usable / total.days) | round | int) ~ ' a day',
        '  days        ' ~ total.first_day ~ ' to ' ~ total.last_day ~ ' (' ~ counted(total.days) ~ ')',
        '  lateness    ' ~ (
            'half become known within ' ~ total.usual_lateness ~ ' days, 99% within ' ~ total.most_lateness
            if total.received else 'unknown, as there is no received_at: everything counts as known at once'),
        '  people      ' ~ counted(users) ~ ' user_ids; ' ~ share_shown(total.of_users, total.usable) ~ ' of the rows have a user_id, '
        ~ share_shown(total.usable - total.of_users, total.usable) ~ ' an anonymous_id only',
    ] -%}
    {%- for family in ['channel', 'topic'] -%}
        {%- set found = names | selectattr('family', 'equalto', family) | list -%}
        {%- set shares = [] -%}
        {%- for row in found[:5] -%}
            {%- do shares.append(row.name ~ ' ' ~ share_shown(row.interactions, total.usable)) -%}
        {%- endfor -%}
        {%- set count = counted(found | length) ~ ': ' if found else 'none' -%}
        {%- do lines.append('  %-11s %s%s%s' | format(
            family ~ 's', count, shares | join(', '), ' …' if found | length > 5 else '')) -%}
    {%- endfor -%}
    {{- return(lines) -}}
{% endmacro %}


{# How many rows would be rejected, by reason. #}
{% macro suggest_rejected(total) %}
    {%- set lines = [] -%}
    {%- for reason in interaction_rules() -%}
        {%- set rows = total['rejected_' ~ loop.index] -%}
        {%- if rows -%}{%- do lines.append('  %14s  %s' | format(counted(rows), reason)) -%}{%- endif -%}
    {%- endfor -%}
    {%- if total.repeated -%}
        {%- do lines.append('  %14s  %s' | format(counted(total.repeated), 'interaction_id came before')) -%}
    {%- endif -%}
    {{- return(['', 'Rows that would be rejected, by reason'] + lines if lines else []) -}}
{% endmacro %}


{# The table of types: rows, people, and how many did it within each horizon. #}
{% macro suggest_table(types, days) %}
    {%- set head = ['  %-24s %12s %9s' | format('interaction_type', 'rows', 'people')] -%}
    {%- for horizon in suggest_horizons() -%}
        {%- do head.append('%15s %-7s' | format('in ' ~ horizon ~ ' days', '')) -%}
    {%- endfor -%}
    {%- set lines = [
        '', 'Of the people with a user_id known before the last 7, 30, 90 days, so many did it in these days',
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
        '  short: less history than two such windows and a month; contact: what the brand did, no aim',
    ]) -}}
{% endmacro %}


{# Whether a type can be learned for a horizon, in a word. #}
{% macro suggest_verdict(row, horizon, days) %}
    {%- set positives = row['positives_' ~ horizon] -%}
    {{- return(
        'contact' if row.is_contact
        else 'short' if days < 2 * horizon + [30, horizon] | min
        else '-' if positives < 20
        else 'few' if positives < 200
        else 'good'
    ) -}}
{% endmacro %}


{# A number with its thousands apart. #}
{% macro counted(number) %}
    {{- return('{:,}'.format(number | int)) -}}
{% endmacro %}


{# A share in percent. #}
{% macro share_shown(part, whole) %}
    {{- return('%.1f%%' | format(100 * part / whole) if whole else '0%') -}}
{% endmacro %}
