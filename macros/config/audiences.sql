{#
    The configured audiences, defaults filled in, with hashes of what they say: the one way to read
    them. action_hash changes with the desired action, definition_hash with all that a model learns
    from. Settings of a wrong shape are left out: dbt parses the models before the configuration is
    checked, and the check is to have the word.

        {% for audience in audiences() %} ... {{ audience.name }} ... {% endfor %}
#}
{% macro audiences() %}
    {%- set filled = [] -%}
    {%- for given in (var('audiences') if is_list(var('audiences')) else []) if given is mapping -%}
        {%- set audience = {
            'name': '', 'desired_action': 'false', 'horizon_days': 30,
            'gap_days': 0, 'eligible': 'true', 'tiers': {'high': 0.10, 'medium': 0.30},
            'cooldown_days': 7,
        } -%}
        {%- for key, value in given.items() if value is not none -%}
            {%- do audience.update({key: value | string if key in ['desired_action', 'eligible'] else value}) -%}
        {%- endfor -%}
        {%- if audience.tiers is not mapping or audience.tiers.values() | reject('number') | list -%}
            {%- do audience.update({'tiers': {}}) -%}
        {%- endif -%}
        {%- set action = (audience.name, audience.desired_action) -%}
        {%- set learnt_from = action + (
            audience.horizon_days, audience.gap_days, audience.eligible,
            contact_types() | sort, library_version(),
        ) -%}
        {%- do audience.update({
            'action_hash': local_md5(tojson(action)),
            'definition_hash': local_md5(tojson(learnt_from)),
        }) -%}
        {%- do filled.append(audience) -%}
    {%- endfor -%}
    {{- return(filled) -}}
{% endmacro %}


{# The interaction types that the brand did, as texts; of a wrong shape none, as above. #}
{% macro contact_types() %}
    {{- return(var('contact_types') | select('string') | list if is_list(var('contact_types')) else []) -}}
{% endmacro %}
