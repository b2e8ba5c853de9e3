{#
    The facts that the `eligible` of audiences name beyond the columns of an observation, by name:
    name, source (interaction_type, attribute, extra or list), measure, subject (as `as_name` writes
    it), days (null: ever) and type.

        {{ eligibility_facts() }}
        ->  [{'name': 'count_purchase_90d', 'source': 'interaction_type', 'measure': 'count',
              'subject': 'purchase', 'days': 90, 'type': 'bigint'}]
#}
{% macro eligibility_facts() %}
    {%- set facts = {} -%}
    {%- for audience in audiences() -%}
        {#- a text in quotes names nothing -#}
        {%- set code = modules.re.sub("'[^']*'", "''", audience.eligible) | lower -%}
        {%- for name in modules.re.findall('[a-z_][a-z0-9_]*', code) if name not in observation_columns() -%}
            {%- set fact = eligibility_fact(name) -%}
            {%- if fact -%}{%- do facts.update({name: fact}) -%}{%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(facts.values() | sort(attribute='name') | list) -}}
{% endmacro %}
