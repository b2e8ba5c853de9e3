{#
    Raw interactions as the package would read them, as a subquery.

        from {{ suggest_source(interactions) }}
#}
{% macro suggest_source(interactions) %}
    {%- set optional = column_types(inputs().interactions.columns, only_optional=true) -%}
    (
        select
            *,
            {{ derived_interaction_columns() }}
        from (
            {{ typed_interactions('(' ~ add_missing_columns(interactions, optional) ~ ') as source') }}
        ) as typed
    ) as interactions
{% endmacro %}
