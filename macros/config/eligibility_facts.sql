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


{# The fact of a name; none where it is of another form. #}
{% macro eligibility_fact(name) %}
    {%- for form in eligibility_fact_forms() -%}
        {%- set found = modules.re.match(form.pattern, name) -%}
        {%- if found -%}
            {{- return({
                'name': name, 'source': form.source, 'measure': form.measure, 'subject': found.group(1),
                'days': found.group(2) | int if form.measure in ['count', 'value'] else none, 'type': form.type,
            }) -}}
        {%- endif -%}
    {%- endfor -%}
    {{- return(none) -}}
{% endmacro %}


{# The forms that names of facts have. #}
{% macro eligibility_fact_forms() %}
    {{- return([
        {
            'form': 'days_since_<interaction type>', 'pattern': 'days_since_(.+)$',
            'source': 'interaction_type', 'measure': 'days_since', 'type': 'integer',
        },
        {
            'form': 'count_<interaction type>_<days>d', 'pattern': 'count_(.+)_([1-9][0-9]{0,3})d$',
            'source': 'interaction_type', 'measure': 'count', 'type': 'bigint',
        },
        {
            'form': 'value_<interaction type>_<days>d', 'pattern': 'value_(.+)_([1-9][0-9]{0,3})d$',
            'source': 'interaction_type', 'measure': 'value', 'type': 'decimal(38, 4)',
        },
        {
            'form': 'attribute_<attribute>', 'pattern': 'attribute_(.+)$',
            'source': 'attribute', 'measure': 'text', 'type': 'text',
        },
        {
            'form': 'extra_<feature>', 'pattern': 'extra_(.+)$',
            'source': 'extra', 'measure': 'number', 'type': 'double',
        },
        {
            'form': 'on_list_<list>', 'pattern': 'on_list_(.+)$',
            'source': 'list', 'measure': 'member', 'type': 'boolean',
        },
    ]) -}}
{% endmacro %}


{# The columns of an observation over which `eligible` is written, with their types. #}
{% macro observation_columns() %}
    {{- return({
        'days_since_last_interaction': 'integer', 'days_since_desired_action': 'integer',
        'tenure_days': 'integer', 'active_days': 'bigint', 'interactions': 'bigint',
        'value': 'decimal(38, 4)', 'first_day': 'date', 'last_day': 'date', 'as_of': 'date',
    }) -}}
{% endmacro %}
