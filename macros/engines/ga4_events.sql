{#
    The events of GA4's export in one form, whatever they came through: columns that a copy leaves out
    are there, the parameters have Google's types (in JSON, integers are texts and nulls are left
    out), and the batch's numbers, which the intraday tables hold among the parameters alone, are
    columns. The rest passes through.

        select event_name, {{ event_param('page_location') }} from ({{ ga4_events('raw.events') }}) as events
#}
{% macro ga4_events(relation) %}
    {{- return(adapter.dispatch('ga4_events', 'owned_audiences')(relation)) -}}
{% endmacro %}


{% macro default__ga4_events(relation) %}
    {{- owned_audiences.not_supported('ga4_events') -}}
{% endmacro %}


{# Whether a column is JSON is known before the query runs; what is in Google's types stays as it is. #}
{% macro duckdb__ga4_events(relation) %}
    {%- set types = owned_audiences.ga4_types() -%}
    {%- set shape = '[{"key": "VARCHAR", "value": {"string_value": "VARCHAR", "int_value": "BIGINT",'
        ~ ' "float_value": "DOUBLE", "double_value": "DOUBLE"}}]' -%}
    select
        * replace (
            coalesce({{ owned_audiences.id_text('batch_page_id') }}, {{ owned_audiences.event_param('batch_page_id') }})
                as batch_page_id,
            coalesce({{ owned_audiences.id_text('batch_ordering_id') }}, {{ owned_audiences.event_param('batch_ordering_id') }})
                as batch_ordering_id
        )
    from (
        select
            * replace (
                case
                    when typeof(event_params) like '%JSON%' then json_transform(to_json(event_params), '{{ shape }}')
                    else try_cast(event_params as {{ types.event_params }})
                end as event_params
            )
        from (
            {{ owned_audiences.add_missing_columns(relation, types) }}
        ) as export
    ) as typed
{% endmacro %}
