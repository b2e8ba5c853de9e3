{#
    What is wrong with the rules of the contact list: a sentence each.

        {{ contact_rule_problems(settings()) }}
        ->  ['contact_rules: there is no rule quiet_day: did you mean quiet_days?']
#}
{% macro contact_rule_problems(settings) %}
    {%- set rules = settings.contact_rules -%}
    {%- if rules is none -%}{{ return([]) }}{%- endif -%}
    {%- if rules is not mapping -%}
        {{- return([
            'contact_rules must be rules such as {caps: [{contacts: 1, days: 7}]}, but are ' ~ shown(rules)
            ~ '. The rules are: ' ~ default_contact_rules() | join(', ') ~ '.'
        ]) -}}
    {%- endif -%}
    {%- set found = priority_problems(rules.priority) + cap_problems(rules.caps) + quiet_problems(rules)
        + contact_channel_problems(rules, settings) -%}
    {%- for key in rules if key not in default_contact_rules() -%}
        {%- do found.append('there is no rule ' ~ key ~ did_you_mean(key, default_contact_rules() | list)) -%}
    {%- endfor -%}
    {%- set problems = [] -%}
    {%- for problem in found -%}{%- do problems.append('contact_rules: ' ~ problem) -%}{%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# Which audience wins. #}
{% macro priority_problems(priority) %}
    {%- if not priority and (priority is undefined or priority is none or is_list(priority)) -%}{{ return([]) }}{%- endif -%}
    {%- if not is_list(priority) -%}
        {{- return(['priority must be a list of audiences, the first one to win, but is ' ~ shown(priority) ~ '.']) -}}
    {%- endif -%}
    {%- set names, problems = [], [] -%}
    {%- for audience in audiences() -%}{%- do names.append(audience.name) -%}{%- endfor -%}
    {%- for name in priority if name not in names -%}
        {%- do problems.append('priority names ' ~ name ~ ', and there is no such audience' ~ did_you_mean(name, names)) -%}
    {%- endfor -%}
    {%- if priority | unique | list | length < priority | length -%}
        {%- do problems.append('priority names an audience twice. Leave one out.') -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# How often a person may be contacted; 0 is nobody. #}
{% macro cap_problems(caps) %}
    {%- if caps is undefined or caps is none -%}{{ return([]) }}{%- endif -%}
    {%- if not is_list(caps) -%}
        {{- return(['caps must be a list such as [{contacts: 1, days: 7}], but is ' ~ shown(caps) ~ '.']) -}}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- for cap in caps -%}
        {%- if cap is not mapping -%}
            {%- do problems.append('a cap must be like {contacts: 1, days: 7}, but is ' ~ shown(cap) ~ '.') -%}
        {%- else -%}
            {%- for key in cap if key not in ['contacts', 'days'] -%}
                {%- do problems.append('a cap has no ' ~ key ~ did_you_mean(key, ['contacts', 'days'])) -%}
            {%- endfor -%}
            {%- if not is_days(cap.contacts, 0) -%}
                {%- do problems.append(
                    'contacts of a cap must be a whole number, 0 (nobody is contacted) or more, but is ' ~ shown(cap.get('contacts')) ~ '.'
                ) -%}
            {%- endif -%}
            {%- if not is_days(cap.days, 1) -%}
                {%- do problems.append(
                    'days of a cap must be a whole number of days, 1 to 3650, but is ' ~ shown(cap.get('days')) ~ '.'
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# When nobody is contacted. #}
{% macro quiet_problems(rules) %}
    {%- set problems = [] -%}
    {%- set days = rules.get('quiet_days') -%}
    {%- if days is not none and not is_list(days) -%}
        {%- do problems.append('quiet_days must be a list such as [Saturday, Sunday], but is ' ~ shown(days) ~ '.') -%}
    {%- else -%}
        {%- for day in days or [] if day not in weekday_names() -%}
            {%- do problems.append('quiet_days: there is no day ' ~ day ~ did_you_mean(day, weekday_names())) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set dates = rules.get('quiet_dates') -%}
    {%- if dates is not none and not is_list(dates) -%}
        {%- do problems.append('quiet_dates must be a list such as [2025-12-25], but is ' ~ shown(dates) ~ '.') -%}
    {%- else -%}
        {%- for date in dates or [] if date is none or as_of_problems(date) -%}
            {%- do problems.append('quiet_dates must be dates such as 2025-12-25, but one is ' ~ shown(date) ~ '.') -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set hours = rules.get('quiet_hours') -%}
    {%- if hours is not none -%}
        {%- set start, stop = (hours.get('from'), hours.get('until')) if hours is mapping else (none, none) -%}
        {%- if not is_days(start, 0) or not is_days(stop, 0) or start > 23 or stop > 24 or start == stop or hours | length > 2 -%}
            {%- do problems.append(
                'quiet_hours must be two different whole hours such as {from: 21, until: 9}, but are ' ~ shown(hours) ~ '.'
            ) -%}
        {%- elif not open_day_parts(start, stop) -%}
            {%- do problems.append('quiet_hours leave none of the three hours from 0, 3, 6 … 21 on: make them shorter.') -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# What a channel takes, and what people have to have consented to for it. #}
{% macro contact_channel_problems(rules, settings) %}
    {%- set problems = [] -%}
    {%- set channels = rules.get('channels') -%}
    {%- if channels is not none and channels is not mapping -%}
        {%- do problems.append('channels must be names with rules such as {mail: {budget: 500, purpose: newsletter}}, but is ' ~ shown(channels) ~ '.') -%}
    {%- else -%}
        {%- for channel, rule in (channels or {}).items() -%}
            {%- if rule is not none and rule is not mapping -%}
                {%- do problems.append('channel ' ~ channel ~ ' must have rules such as {budget: 500}, but is ' ~ shown(rule) ~ '.') -%}
            {%- else -%}
                {%- for key in rule or {} if key not in ['budget', 'purpose'] -%}
                    {%- do problems.append('channel ' ~ channel ~ ' has no rule ' ~ key ~ did_you_mean(key, ['budget', 'purpose'])) -%}
                {%- endfor -%}
                {%- set budget, purpose = (rule or {}).get('budget'), (rule or {}).get('purpose') -%}
                {%- if budget is not none and (budget is not integer or budget < 0) -%}
                    {%- do problems.append('budget of channel ' ~ channel ~ ' must be a whole number, 0 or more, but is ' ~ shown(budget) ~ '.') -%}
                {%- endif -%}
                {%- if purpose is not none and (purpose is not string or not purpose | trim) -%}
                    {%- do problems.append('purpose of channel ' ~ channel ~ ' must be a text, a purpose of consents, but is ' ~ shown(purpose) ~ '.') -%}
                {%- elif purpose is not none and not settings.consents -%}
                    {%- do problems.append(
                        'channel ' ~ channel ~ ' needs consent to ' ~ purpose ~ ', but no consents are configured, so that nobody is '
                        ~ 'known to have given it. Set the variable consents, or leave the purpose out.'
                    ) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set fallback = rules.get('fallback_channel') -%}
    {%- if fallback is not none and (fallback is not string or not fallback | trim) -%}
        {%- do problems.append('fallback_channel must be a text such as mail, but is ' ~ shown(fallback) ~ '.') -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}
