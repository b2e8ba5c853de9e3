{#
    The configured audiences, defaults filled in, with hashes of what they say: the one way to read
    them. (What has no default is checked before anything is built; until then it must not break.) action_hash changes with the desired action, definition_hash with all that a model
    learns from.

        {% for audience in audiences() %} ... {{ audience.name }} ... {% endfor %}
#}
{% macro audiences() %}
    {%- set filled = [] -%}
    {%- for given in var('audiences') or [] -%}
        {%- set audience = {
            'name': '', 'desired_action': 'false', 'horizon_days': 30,
            'gap_days': 0, 'eligible': 'true', 'tiers': {'high': 0.10, 'medium': 0.30},
            'cooldown_days': 7,
        } -%}
        {%- do audience.update(given) -%}
        {%- set action = (audience.name, audience.desired_action) -%}
        {%- set learnt_from = action + (
            audience.horizon_days, audience.gap_days, audience.eligible,
            (var('contact_types') or []) | sort, learnt_inputs(), library_version(),
        ) -%}
        {%- do audience.update({
            'action_hash': local_md5(tojson(action)),
            'definition_hash': local_md5(tojson(learnt_from)),
        }) -%}
        {%- do filled.append(audience) -%}
    {%- endfor -%}
    {{- return(filled) -}}
{% endmacro %}


{# What an audience learns from apart from interactions: with another one of these it learns anew. #}
{% macro learnt_inputs() %}
    {{- return((
        var('identity_links') is not none, var('person_attributes') is not none,
        var('extra_features') is not none, var('consents') is not none,
        (var('sensitive_attributes') or []) | map('lower') | sort, var('score_anonymous'),
        var('max_users_per_identifier'),
    )) -}}
{% endmacro %}
