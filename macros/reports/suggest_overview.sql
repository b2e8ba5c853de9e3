{#
    What the data is, in aligned lines.

        {{ suggest_overview(total, names, users) }}
#}
{% macro suggest_overview(total, names, users) %}
    {%- set lines = [
        '  rows        ' ~ counted(total.usable - total.repeated) ~ ' of ' ~ counted(total.interactions) ~ ' can be used, '
        ~ counted((total.usable / total.days) | round | int) ~ ' a day',
        '  days        ' ~ total.first_day ~ ' to ' ~ total.last_day ~ ' (' ~ counted(total.days) ~ ')',
        '  lateness    ' ~ (
            ('99% become known on the same day' if total.most_lateness == 0
                else 'half become known within ' ~ total.usual_lateness ~ ' days, 99% within ' ~ total.most_lateness)
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
