{#
    The forms that names of facts in `eligible` have, with what each is about.

        {{ eligibility_fact_forms()[0].form }}  ->  days_since_{interaction type}
#}
{% macro eligibility_fact_forms() %}
    {{- return([
        {
            'form': 'days_since_{interaction type}', 'pattern': 'days_since_(.+)$',
            'source': 'interaction_type', 'measure': 'days_since', 'type': 'integer',
        },
        {
            'form': 'count_{interaction type}_{days}d', 'pattern': 'count_(.+)_([1-9][0-9]{0,3})d$',
            'source': 'interaction_type', 'measure': 'count', 'type': 'bigint',
        },
        {
            'form': 'value_{interaction type}_{days}d', 'pattern': 'value_(.+)_([1-9][0-9]{0,3})d$',
            'source': 'interaction_type', 'measure': 'value', 'type': 'decimal(38, 4)',
        },
        {
            'form': 'attribute_{attribute}', 'pattern': 'attribute_(.+)$',
            'source': 'attribute', 'measure': 'text', 'type': 'text',
        },
        {
            'form': 'extra_{feature}', 'pattern': 'extra_(.+)$',
            'source': 'extra', 'measure': 'number', 'type': 'double',
        },
        {
            'form': 'on_list_{list}', 'pattern': 'on_list_(.+)$',
            'source': 'list', 'measure': 'member', 'type': 'boolean',
        },
    ]) -}}
{% endmacro %}
