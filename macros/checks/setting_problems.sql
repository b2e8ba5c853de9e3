{#
    What is wrong with the variables: a sentence each. `settings` is what settings() gives.

        {{ setting_problems(settings()) }}  ->  ['There is no variable audience: did you mean audiences?']
#}
{% macro setting_problems(settings) %}
    {%- set problems = [] -%}
    {#- what the user wrote under `vars: owned_audiences:`, as it stands there -#}
    {%- set written = var('owned_audiences', {}) or {} -%}
    {%- for key in written if key not in settings -%}
        {%- do problems.append('There is no variable ' ~ key ~ did_you_mean(key, settings)) -%}
    {%- endfor -%}
    {%- if not settings.interactions and project_name != 'owned_audiences' -%}
        {%- do problems.append(no_interactions_message()) -%}
    {%- endif -%}
    {%- for key in inputs() if settings[key] -%}
        {%- do problems.extend(relation_problems(key, written.get(key, settings[key]))) -%}
    {%- endfor -%}
    {%- do problems.extend(value_problems(settings)) -%}
    {%- do problems.extend(as_of_problems(settings.as_of)) -%}
    {%- do problems.extend(time_zone_problems(settings.time_zone)) -%}
    {{- return(problems) -}}
{% endmacro %}


{# What to write where there are no interactions yet. #}
{% macro no_interactions_message() %}
    {{- return(
        "No interactions are configured. Say in your dbt_project.yml which model holds them, and "
        ~ "which audiences to learn:\n\n"
        ~ "    vars:\n"
        ~ "      owned_audiences:\n"
        ~ "        interactions: \"{" ~ "{ ref('" ~ project_name ~ "', 'your_interactions') }" ~ "}\"\n"
        ~ "        audiences:\n"
        ~ "          - name: buyers\n"
        ~ "            desired_action: \"interaction_type = 'purchase'\"\n"
        ~ "            horizon_days: 30"
    ) -}}
{% endmacro %}


{#
    A relation must come from ref() or source(): a bare name is no dependency, and dbt would build the
    package before the model. Whether it did is seen in what the model depends on that reads it, in
    whatever form the variable was set.
#}
{% macro relation_problems(key, value) %}
    {%- set parents = external_parents(key) -%}
    {#- each staging model reads erasure_requests, too; both may come from one relation -#}
    {%- set others = external_parents('erasure_requests') if key != 'erasure_requests' else [] -%}
    {%- if parents | reject('in', others) | list or (parents and '{' ~ '{' in value | string) -%}
        {{- return([]) -}}
    {%- endif -%}
    {%- if value is string and modules.re.match('(ref|source)[(]', value) -%}
        {{- return([key ~ ' lacks its braces. Write "{' ~ '{ ' ~ value ~ ' }' ~ '}", in double quotes.']) -}}
    {%- endif -%}
    {%- set name = (value | string).split('.')[-1] if value is string else 'your_model' -%}
    {{- return([
        key ~ " must be a model or a source of your project, but is " ~ shown(value) ~ ". Write "
        ~ "\"{" ~ "{ ref('" ~ project_name ~ "', '" ~ name ~ "') }" ~ "}\" or "
        ~ "\"{" ~ "{ source('your_source', '" ~ name ~ "') }" ~ "}\": else dbt does not know what to build first."
    ]) -}}
{% endmacro %}


{# What the staging model of an input reads that is not of this package. #}
{% macro external_parents(key) %}
    {%- set parents = [] -%}
    {%- set node = graph.nodes.get('model.owned_audiences.stg_owned_audiences__' ~ key) -%}
    {%- for parent in node.depends_on.nodes if node and parent.split('.')[1] != 'owned_audiences' -%}
        {%- do parents.append(parent) -%}
    {%- endfor -%}
    {{- return(parents) -}}
{% endmacro %}


{# Numbers, lists and switches. #}
{% macro value_problems(settings) %}
    {%- set problems = [] -%}
    {%- for key, least in {'lookback_days': 1, 'refit_after_days': 0, 'max_users_per_identifier': 1}.items() -%}
        {%- if settings[key] is not integer or settings[key] < least or settings[key] > 100000 -%}
            {%- do problems.append(
                key ~ ' must be a whole number, ' ~ least ~ ' or more, but is ' ~ shown(settings[key]) ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for key in ['contact_types', 'sensitive_attributes'] if settings[key] is not none -%}
        {%- if not is_list(settings[key]) or settings[key] | reject('string') | list -%}
            {%- do problems.append(
                key ~ ' must be a list of texts such as [' ~ ('mail_sent' if key == 'contact_types' else 'age')
                ~ '], but is ' ~ shown(settings[key]) ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do problems.extend(guard_problems(settings.guards)) -%}
    {%- for key in ['score_anonymous', 'backtest_boosting'] if settings[key] is not boolean -%}
        {%- do problems.append(
            key ~ ' must be true or false, without quotes, but is ' ~ shown(settings[key]) ~ '.'
        ) -%}
    {%- endfor -%}
    {%- if settings.audiences is not none and not is_list(settings.audiences) -%}
        {%- do problems.append(
            'audiences must be a list in which each item begins with `- name: ...`, but is ' ~ shown(settings.audiences) ~ '.'
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# Guards by name, each a number or null. #}
{% macro guard_problems(guards) %}
    {%- if guards is none -%}{{ return([]) }}{%- endif -%}
    {%- if guards is not mapping -%}
        {{- return([
            'guards must be names with limits such as {min_people_share: 0.5}, but are ' ~ shown(guards)
            ~ '. The guards are: ' ~ default_guards() | join(', ') ~ '; null switches one off.'
        ]) -}}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- for name, limit in guards.items() -%}
        {%- if name not in default_guards() -%}
            {%- do problems.append('guards: there is no guard ' ~ name ~ did_you_mean(name, default_guards() | list)) -%}
        {%- elif name.endswith('_share') and limit is not none
            and (limit is boolean or limit is not number or not (limit > 0 and limit <= 1)) -%}
            {%- do problems.append(
                'guards: ' ~ name ~ ' must be a share above 0 and up to 1, or null to switch it off, but is ' ~ shown(limit) ~ '.'
            ) -%}
        {%- elif name.endswith('_days') and limit is not none and not is_days(limit, 1) -%}
            {%- do problems.append(
                'guards: ' ~ name ~ ' must be a whole number of days from 1 on, or null to switch it off, but is ' ~ shown(limit) ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# A time zone that the warehouse knows. #}
{% macro time_zone_problems(time_zone) %}
    {%- if time_zone is not string -%}
        {{- return(['time_zone must be a name such as Europe/Berlin, but is ' ~ shown(time_zone) ~ '.']) -}}
    {%- endif -%}
    {%- set known = time_zone_names() if time_zone != 'UTC' else none -%}
    {%- if known is none or time_zone in known -%}{{ return([]) }}{%- endif -%}
    {%- set near = nearest(time_zone, known) -%}
    {{- return([
        'There is no time_zone ' ~ shown(time_zone)
        ~ (': did you mean ' ~ near ~ '?' if near else '. Name one such as Europe/Berlin or America/New_York.')
    ]) -}}
{% endmacro %}
