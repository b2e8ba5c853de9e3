{#
    The configured audiences, defaults filled in, with hashes of what they say: the one way to read
    them. action_hash changes with the desired action, audience_version with what the user says of
    the audience, definition_hash with all that a model learns from; it is there only when it is asked
    for, since it looks at inputs, on which the model then depends. `audience_type` is desired_action or
    seed_set; given one, only the audiences of this kind are returned. Settings of a wrong shape are
    left out: dbt parses the models before the configuration is checked, and the check is to have the
    word.

        {% for audience in audiences() %} ... {{ audience.name }} ... {% endfor %}
#}
{% macro audiences(audience_type=none, with_definition_hash=false) %}
    {%- set filled = [] -%}
    {%- set for_all = (contact_types() | sort, trained_on_inputs(), library_version(), features_revision()) if with_definition_hash -%}
    {%- for given in (var('audiences') if is_list(var('audiences')) else []) if given is mapping -%}
        {%- set audience = {
            'name': '', 'label': none, 'desired_action': 'false', 'absent': false, 'seed_set': false, 'value': none, 'horizon_days': 30,
            'gap_days': 0, 'eligible': 'true', 'tiers': {'high': 0.10, 'medium': 0.30},
            'cooldown_days': 7,
        } -%}
        {#- people long gone would be the surest not to do it, and of no use to know -#}
        {%- if given.absent is true -%}
            {%- do audience.update({
                'eligible': 'days_since_last_interaction <= ' ~ (given.horizon_days or 30), 'cooldown_days': 0,
            }) -%}
        {%- endif -%}
        {%- for key, value in given.items() if value is not none -%}
            {%- do audience.update({key: value | string if key in ['desired_action', 'eligible'] else value}) -%}
        {%- endfor -%}
        {%- if audience.tiers is not mapping or audience.tiers.values() | reject('number') | list -%}
            {%- do audience.update({'tiers': {}}) -%}
        {%- endif -%}
        {%- do audience.update({'audience_type': 'seed_set' if audience.seed_set else 'desired_action'}) -%}
        {#- 2: what is kept of an action has a value -#}
        {%- set action = (audience.name, audience.desired_action, 2) -%}
        {%- set defined = action + (
            audience.audience_type, audience.horizon_days, audience.gap_days, audience.eligible,
        ) + (('absent',) if audience.absent else ()) -%}
        {%- do audience.update({
            'action_hash': local_md5(tojson(action)),
            'audience_version': local_md5(tojson(defined))[:8],
            'definition_hash': local_md5(tojson(
                defined + ((audience.value,) if audience.value else ()) + for_all
            )) if with_definition_hash,
        }) -%}
        {%- if audience_type is none or audience_type == audience.audience_type -%}{%- do filled.append(audience) -%}{%- endif -%}
    {%- endfor -%}
    {{- return(filled) -}}
{% endmacro %}


{#
    What an audience is trained on apart from interactions: where one of these is given or taken away,
    in whatever form the variable is set, the audience is trained again.
#}
{% macro trained_on_inputs() %}
    {%- set used = [] -%}
    {%- for name, input in inputs().items() if input.is_learned_from and var(name) -%}
        {%- do used.append(name) -%}
    {%- endfor -%}
    {{- return((used, sensitive_attributes() | sort, var('score_anonymous'), var('max_users_per_identifier'))) -}}
{% endmacro %}
