{#
    The columns of GA4's export that ga4_interactions reads and that a copy of it may leave out (the
    batch_ columns came in 2024), with their types; of the nested ones, the fields that are read.

        {{ add_missing_columns(events, ga4_types()) }}
#}
{% macro ga4_types() %}
    {{- return(adapter.dispatch('ga4_types', 'owned_audiences')()) -}}
{% endmacro %}


{% macro default__ga4_types() %}
    {{- owned_audiences.not_supported('ga4_types') -}}
{% endmacro %}


{% macro duckdb__ga4_types() %}
    {%- set param_value = 'struct(string_value text, int_value bigint, float_value double, double_value double)' -%}
    {{- return({
        'user_id': 'id',
        'stream_id': 'id',
        'platform': 'text',
        'event_bundle_sequence_id': 'id',
        'batch_page_id': 'id',
        'batch_ordering_id': 'id',
        'batch_event_index': 'id',
        'event_params': 'struct(key text, value ' ~ param_value ~ ')[]',
        'ecommerce': 'struct(purchase_revenue double, refund_value double, transaction_id text)',
        'items': 'struct(item_category text)[]',
    }) -}}
{% endmacro %}
