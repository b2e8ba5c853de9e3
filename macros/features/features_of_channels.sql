{# How often people did something in each channel, contacts left out. #}
{% macro features_of_channels(recent, definitions) %}
    {%- set own -%}
    (
        select
            *,
            channel_key as subject_key
        from {{ recent }}
        where age <= 365 and not is_contact
    ) as recent
    {%- endset -%}
    {{- measured(
        'channel', {'count_365d': 'sum(interactions)'}, own, ['as_of', 'person_key'], definitions
    ) -}}
{% endmacro %}
