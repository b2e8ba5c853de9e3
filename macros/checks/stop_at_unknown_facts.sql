{#
    Stops the run where an `eligible` names a type, attribute, feature or list that is nobody's: a hook
    of the model of these facts, which knows what there is in this run.

        {{ config(pre_hook="{{ stop_at_unknown_facts() }}") }}
#}
{% macro stop_at_unknown_facts() %}
    {%- set facts = eligibility_facts() -%}
    {%- if is_building() and facts -%}
        {%- set problems = [] -%}
        {%- set known = known_subjects() -%}
        {%- for fact in facts if fact.subject not in known[fact.source] -%}
            {%- set named_by = [] -%}
            {%- for audience in audiences() if fact.name in audience.eligible | lower -%}
                {%- do named_by.append(audience.name) -%}
            {%- endfor -%}
            {%- set names = [] -%}
            {%- for subject in known[fact.source] -%}
                {%- do names.append(fact.name | replace(fact.subject, subject)) -%}
            {%- endfor -%}
            {%- do problems.append(
                'Audience ' ~ named_by | join(', ') ~ ': eligible names ' ~ fact.name ~ ', but there is no ' ~ {
                    'interaction_type': 'interaction type', 'attribute': 'attribute', 'extra': 'feature in extra_features',
                    'list': 'list in seed_sets',
                }[fact.source] ~ ' ' ~ fact.subject
                ~ (did_you_mean(fact.name, names) if names
                    else ', nor any other: is the variable of that input set, and does it have rows?')
            ) -%}
        {%- endfor -%}
        {%- do raise_problems(problems) -%}
    {%- endif -%}
{% endmacro %}


{# What there is of each source, as it stands in names. #}
{% macro known_subjects() %}
    {%- set sources = {
        'interaction_type': (ref('int_owned_audiences__category_keys'), 'interaction_type'),
        'attribute': (ref('stg_owned_audiences__person_attributes'), 'attribute'),
        'extra': (ref('stg_owned_audiences__extra_features'), 'feature'),
        'list': (ref('stg_owned_audiences__seed_sets'), 'audience'),
    } -%}
    {%- set known = {} -%}
    {%- set query -%}
    {%- for source, (relation, column) in sources.items() %}
    {%- do known.update({source: []}) %}
    select distinct
        '{{ source }}' as source,
        {{ as_name(column) }} as subject
    from {{ relation }}
    where {{ 'exclusion_reason is null' if source in ['attribute', 'extra'] else column ~ ' is not null' }}
    {{ 'union all' if not loop.last else 'order by source, subject' }}
    {%- endfor %}
    {%- endset -%}
    {%- for row in run_query(query).rows -%}{%- do known[row.source].append(row.subject) -%}{%- endfor -%}
    {{- return(known) -}}
{% endmacro %}
