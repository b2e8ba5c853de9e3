{#
    What fits together with the configuration, but not with the data: a sentence each, for the end
    of a run.

        {{ configuration_hints() }}  ->  ['contact_types has mail, which is not in the data: did you mean mails?']
#}
{% macro configuration_hints() %}
    {%- if not audiences() -%}
        {{- return(["no audiences are configured. `dbt run-operation owned_audiences.suggest` proposes some."]) -}}
    {%- endif -%}
    {%- set types = run_query(
        'select distinct interaction_type from ' ~ previous_relation('int_owned_audiences__interaction_dimensions')
        ~ ' order by interaction_type'
    ).columns[0].values() | list -%}
    {%- if not types -%}{{ return(['there are no interactions.']) }}{%- endif -%}
    {%- set hints = [] -%}
    {%- if not var('score_anonymous') and not has_users() -%}
        {%- do hints.append(
            'no interaction has a user_id, and people without one are not scored: there is nobody to score.'
        ) -%}
    {%- endif -%}
    {%- for row in run_query(placeholder_users(
        previous_relation('int_owned_audiences__links'),
        users='(select identifier as user_id from ' ~ previous_relation('int_owned_audiences__identifiers')
            ~ ' where is_user) as users'
    )).rows[:5] -%}
        {%- do hints.append(
            "the user_id '" ~ row.user_id ~ "'" ~ (' on ' ~ counted(row.devices, 'device') if row.devices)
            ~ ' looks like a placeholder, and is scored as one person. If it is one, make it null in your model: '
            ~ "nullif(user_id, '" ~ row.user_id | replace("'", "''") ~ "')."
        ) -%}
    {%- endfor -%}
    {%- set others = purposes_without_scoring() -%}
    {%- if others -%}
        {%- do hints.append(
            'consents has no purpose scoring, so that nobody may be scored. Its purposes are ' ~ some(others) ~ '.'
        ) -%}
    {%- endif -%}
    {%- set matched = run_query(
        'select distinct audience from ' ~ previous_relation('int_owned_audiences__desired_actions')
    ).columns[0].values() | list -%}
    {%- for audience in audiences() if audience.name not in matched and not audience.seed_set -%}
        {%- do hints.append(
            'nobody ever did the desired_action of ' ~ audience.name ~ ' (' ~ audience.desired_action
            ~ '). The interaction types in the data are ' ~ some(types) ~ '.'
        ) -%}
    {%- endfor -%}
    {%- for type in contact_types() if type not in types -%}
        {%- do hints.append(
            'contact_types has ' ~ type ~ ', which is not in the data' ~ did_you_mean(type, types[:20])
        ) -%}
    {%- endfor -%}
    {%- do hints.extend(contact_rule_hints()) -%}
    {%- set attributes = stated_names() if sensitive_attributes() else [] -%}
    {%- for name in sensitive_attributes() if name not in attributes -%}
        {%- do hints.append(
            'sensitive_attributes has ' ~ name ~ ', but no attribute or feature has this name'
            ~ did_you_mean(name, attributes[:20])
        ) -%}
    {%- endfor -%}
    {{- return(hints) -}}
{% endmacro %}


{# The names of attributes and features of the user's own, in lower case. #}
{% macro stated_names() %}
    {%- set names = [] -%}
    {%- for name, input in inputs().items() if input.feature_name -%}
        {%- set relation = previous_relation('stg_owned_audiences__' ~ name) -%}
        {%- if relation -%}
            {%- do names.extend(run_query(
                'select distinct lower(' ~ input.feature_name ~ ') as name from ' ~ relation
                ~ ' where ' ~ input.feature_name ~ ' is not null'
            ).columns[0].values()) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(names | unique | sort) -}}
{% endmacro %}


{# The purposes in consents where scoring is none of them. #}
{% macro purposes_without_scoring() %}
    {%- set consents = previous_relation('stg_owned_audiences__consents') -%}
    {%- if not consents -%}{{ return([]) }}{%- endif -%}
    {%- set purposes = run_query(
        'select distinct purpose from ' ~ consents
        ~ ' where purpose is not null order by purpose'
    ).columns[0].values() | list -%}
    {{- return([] if 'scoring' in purposes else purposes) -}}
{% endmacro %}


{# Whether there is any identifier that is a user_id. #}
{% macro has_users() %}
    {{- return(run_query(
        'select 1 as found from ' ~ previous_relation('int_owned_audiences__identifiers') ~ ' where is_user limit 1'
    ).rows | length > 0) -}}
{% endmacro %}


{# Rules of the contact list that hold for nobody. #}
{% macro contact_rule_hints() %}
    {%- set hints, rules = [], contact_rules() -%}
    {%- set channels = run_query(
        'select distinct channel from ' ~ previous_relation('int_owned_audiences__interaction_dimensions')
        ~ ' where channel is not null order by channel'
    ).columns[0].values() | list if rules.channels else [] -%}
    {%- for channel in rules.channels if channel not in channels and channel != rules.fallback_channel -%}
        {%- do hints.append(
            'contact_rules has a channel ' ~ channel ~ ', which is not in the data'
            ~ (did_you_mean(channel, channels[:20]) if channels else ', nor is any other.')
        ) -%}
    {%- endfor -%}
    {%- if var('contact_rules') is mapping and var('contact_rules').caps
        and rules.caps | selectattr('contacts', 'gt', 0) | list and not contact_types() -%}
        {%- do hints.append(
            'contact_rules has caps, but contact_types is empty, so that nobody is known to have been contacted.'
        ) -%}
    {%- endif -%}
    {{- return(hints) -}}
{% endmacro %}
