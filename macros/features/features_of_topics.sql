{# How often people did something about each topic, contacts left out. #}
{% macro features_of_topics(recent, definitions) %}
    {%- set own -%}
    (
        select
            *,
            topic_key as subject_key
        from {{ recent }}
        where age <= 365 and not is_contact
    ) as recent
    {%- endset -%}
    {{- measured(
        'topic', {'count_365d': 'sum(interactions)'}, own, ['as_of', 'person_key'], definitions
    ) -}}
{% endmacro %}
