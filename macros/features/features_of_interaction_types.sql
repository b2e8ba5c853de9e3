{#
    How often, how recently and with what value people did things of each type.

        {{ features_of_interaction_types(recent, definitions) }}
#}
{% macro features_of_interaction_types(recent, definitions) %}
    {%- set measures = {
        'days_since': 'min(age)',
        'count_same_month_last_year': 'sum(interactions) filter (where age between 336 and 365)',
    } -%}
    {%- for days in [7, 30, 90, 365] -%}
    {%- do measures.update({
        'count_' ~ days ~ 'd': 'sum(interactions) filter (where age <= ' ~ days ~ ')',
        'value_' ~ days ~ 'd': 'sum(value) filter (where age <= ' ~ days ~ ')',
    }) -%}
    {%- endfor -%}
    {{- measured(
        'interaction_type', measures, '(select *, type_key as subject_key from ' ~ recent ~ ') as recent',
        ['as_of', 'person_key'], definitions,
    ) -}}
{% endmacro %}
