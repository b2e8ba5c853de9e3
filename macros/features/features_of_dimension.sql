{#
    How often people did something in each channel, or about each topic, contacts left out.

        {{ features_of_dimension('channel', recent, definitions) }}
#}
{% macro features_of_dimension(dimension, recent, definitions) %}
    {%- set own -%}
    (
        select
            *,
            {{ dimension }}_key as subject_key
        from {{ recent }}
        where age <= 365 and not is_contact
    ) as recent
    {%- endset -%}
    {{- measured(
        dimension, {'count_365d': 'sum(interactions)'}, own, ['as_of', 'person_key'], definitions
    ) -}}
{% endmacro %}
