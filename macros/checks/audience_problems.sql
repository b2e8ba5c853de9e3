{#
    What is wrong with the audiences: a sentence each, which begins with whose problem it is.

        {{ audience_problems(settings()) }}
        ->  ['Audience buyers: there is no setting horizon_day: did you mean horizon_days?']
#}
{% macro audience_problems(settings) %}
    {%- set problems = [] -%}
    {%- set names = [] -%}
    {%- set predicates = [] -%}
    {%- for audience in (settings.audiences if is_list(settings.audiences) else []) -%}
        {%- if audience is not mapping -%}
            {%- do problems.append(
                'Audience ' ~ loop.index ~ ' is ' ~ shown(audience) ~ ', and must be settings: `- name: ...`, and '
                ~ 'indented below it `desired_action: ...` and the others.'
            ) -%}
        {%- else -%}
            {%- set where = 'Audience ' ~ (audience.name or loop.index) ~ ': ' -%}
            {%- if audience.name in names -%}
                {%- do problems.append(where ~ 'the name is used twice. Give each audience its own.') -%}
            {%- endif -%}
            {%- do names.append(audience.name) -%}
            {%- for problem in key_problems(audience) + action_problems(audience, settings) + number_problems(audience) -%}
                {%- do problems.append(where ~ problem) -%}
            {%- endfor -%}
            {%- if audience.get('tiers') is not none -%}
                {%- do problems.extend(tier_problems(audience.tiers, where)) -%}
            {%- endif -%}
            {%- for key in ['desired_action', 'eligible'] if audience[key] and audience[key] is string -%}
                {%- do predicates.append({'where': where, 'key': key, 'sql': audience[key]}) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems + predicate_problems(predicates)) -}}
{% endmacro %}


{# Its name, and keys that there are not or that are empty. #}
{% macro key_problems(audience) %}
    {%- set problems = [] -%}
    {%- if not modules.re.match('^[a-z][a-z0-9_]*$', audience.name | string) or audience.name is none -%}
        {%- do problems.append('its name must be lower case letters, digits and _, a letter first.') -%}
    {%- endif -%}
    {%- for key, value in audience.items() -%}
        {%- if key not in audience_keys() -%}
            {%- do problems.append('there is no setting ' ~ key ~ did_you_mean(key, audience_keys())) -%}
        {%- elif value is none and key not in ['name', 'desired_action', 'horizon_days'] -%}
            {%- do problems.append(key ~ ' is empty. Give it a value or leave the line out.') -%}
        {%- elif key == 'value' and value != 'sum' -%}
            {%- do problems.append('value must be sum, the sum of the value of the desired actions, but is ' ~ shown(value) ~ '.') -%}
        {%- elif key == 'value' and (audience.absent or audience.seed_set) -%}
            {%- do problems.append('it has a value, which only people who do a desired action have. Leave value out.') -%}
        {%- elif key == 'label' and value is not string -%}
            {%- do problems.append('label must be a text such as "redeem a coupon", but is ' ~ shown(value) ~ '.') -%}
        {%- elif key in ['desired_action', 'eligible'] and value and value is not string -%}
            {%- do problems.append(key ~ ' must be SQL as a text, in double quotes, but is ' ~ shown(value) ~ '.') -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# What it is about: a desired action or a list that the brand brings. #}
{% macro action_problems(audience, settings) %}
    {%- set problems = [] -%}
    {%- if audience.seed_set is defined and audience.seed_set is not none and audience.seed_set is not boolean -%}
        {%- do problems.append(
            'seed_set must be true or false, without quotes, but is ' ~ shown(audience.seed_set) ~ '. The people of the list stand in the '
            ~ 'relation of the variable seed_sets, under the name of the audience.'
        ) -%}
    {%- elif audience.get('absent') is not none and audience.absent is not boolean -%}
        {%- do problems.append('absent must be true or false, without quotes, but is ' ~ shown(audience.absent) ~ '.') -%}
    {%- elif audience.seed_set and audience.absent -%}
        {%- do problems.append(
            'it has a seed_set and absent: true. What does not happen is the absence of a desired_action: name that, '
            ~ 'or leave absent out.'
        ) -%}
    {%- elif audience.seed_set and audience.desired_action -%}
        {%- do problems.append('it has a desired_action and a seed_set. Leave one of them out.') -%}
    {%- elif audience.seed_set and not settings.seed_sets -%}
        {%- do problems.append(
            'its seed_set needs the variable seed_sets: the relation with (' ~ inputs().seed_sets.columns | join(', ') ~ ').'
        ) -%}
    {%- elif not audience.seed_set and not audience.desired_action -%}
        {%- do problems.append(
            "it has no desired_action: SQL such as \"interaction_type = 'purchase'\". "
            ~ "(Or seed_set: true, for a list of your own.)"
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# Its numbers of days. Ten years are the most, so that no date runs off the calendar. #}
{% macro number_problems(audience) %}
    {%- set problems = [] -%}
    {%- if (audience.horizon_days is defined or not audience.seed_set)
        and not is_days(audience.horizon_days, 1) -%}
        {%- do problems.append(
            'horizon_days must be a whole number of days, 1 to 3650'
            ~ (', but is ' ~ shown(audience.horizon_days) if audience.horizon_days is defined else '') ~ '.'
        ) -%}
    {%- endif -%}
    {%- for key in ['gap_days', 'cooldown_days'] if key in audience and audience[key] is not none -%}
        {%- if not is_days(audience[key], 0) -%}
            {%- do problems.append(
                key ~ ' must be a whole number of days, 0 to 3650, but is ' ~ shown(audience[key]) ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# Its tiers: cumulative shares by name. #}
{% macro tier_problems(tiers, where) %}
    {%- if tiers is not mapping or not tiers -%}
        {{- return([
            where ~ 'tiers must be names with shares such as {high: 0.10, medium: 0.30}, but are ' ~ shown(tiers) ~ '.'
        ]) -}}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- set shares = tiers.values() | list -%}
    {%- for tier, share in tiers.items() -%}
        {#- a .nan is neither above nor below anything -#}
        {%- if share is not number or share is boolean or not (share > 0 and share <= 1) -%}
            {%- do problems.append(
                where ~ 'tier ' ~ tier ~ ' must be a share above 0 and up to 1 (0.05 is 5 %), but is '
                ~ shown(share) ~ '.'
            ) -%}
        {%- elif loop.previtem and loop.previtem[1] is number and share <= loop.previtem[1] -%}
            {%- do problems.append(
                where ~ 'tier ' ~ tier ~ ' must be a larger share than ' ~ loop.previtem[0] ~ ', as shares are '
                ~ 'cumulative and the best come first: {high: 0.10, medium: 0.30} are 10 % and the next 20 %.'
            ) -%}
        {%- endif -%}
        {%- if tier == 'rest' or not modules.re.match('^[a-z][a-z0-9_]*$', tier | string) -%}
            {%- do problems.append(
                where ~ 'a tier may not be called ' ~ tier ~ ': lower case letters, digits and _, and not rest, '
                ~ 'which are the others.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}
