{#
    The rules of the contact list, defaults filled in: the one way to read them. Weekdays are numbers,
    quiet hours the day parts that they touch. Rules of a wrong shape are left out: dbt parses the
    models before the configuration is checked, and the check is to have the word.

        {{ contact_rules().caps }}  ->  [{'contacts': 1, 'days': 7}]
#}
{% macro contact_rules() %}
    {%- set given = var('contact_rules') if var('contact_rules') is mapping else {} -%}
    {%- set caps, weekdays, parts, channels = [], [], [], {} -%}
    {%- for cap in default_contact_rules().caps if given.caps is undefined or given.caps is none -%}
        {%- do caps.append(cap) -%}
    {%- endfor -%}
    {%- for cap in given.caps if is_list(given.caps) and cap is mapping and cap.contacts is integer and cap.days is integer -%}
        {%- do caps.append(cap) -%}
    {%- endfor -%}
    {%- for name in weekday_names()
        if is_list(given.quiet_days) and name in given.quiet_days -%}
        {%- do weekdays.append(weekday_names().index(name) + 1) -%}
    {%- endfor -%}
    {%- if given.quiet_hours is mapping -%}
        {%- do parts.extend(range(8) | reject('in', open_day_parts(given.quiet_hours.get('from'), given.quiet_hours.get('until')))) -%}
    {%- endif -%}
    {%- for channel, rule in (given.channels.items() if given.channels is mapping else []) -%}
        {%- do channels.update({channel | string: {
            'budget': rule.budget if rule is mapping and rule.budget is integer else none,
            'purpose': rule.purpose if rule is mapping and rule.purpose is string else none,
        }}) -%}
    {%- endfor -%}
    {{- return({
        'priority': given.priority | select('string') | list if is_list(given.priority) else [],
        'caps': caps,
        'quiet_weekdays': weekdays,
        'quiet_dates': given.quiet_dates | map('string') | list if is_list(given.quiet_dates) else [],
        'quiet_parts': parts if parts | length < 8 else [],
        'channels': channels,
        'fallback_channel': given.fallback_channel if given.fallback_channel is string else none,
    }) -}}
{% endmacro %}
