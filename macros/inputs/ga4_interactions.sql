{#
    The events of GA4's BigQuery export as interactions. The relation has one row per event in the
    export's own columns and nesting (events_*, and events_intraday_* where there is no day's table
    yet): event_name, event_timestamp, user_pseudo_id, and the columns of ga4_types where they exist.

        {{ owned_audiences.ga4_interactions(source('ga4', 'events')) }}

    topic, channel and value are SQL over the export's columns, event_param() and first_item() among
    it, so that a publisher's topic can be

        topic=owned_audiences.event_param('content_type')

    What is made of it, where the export leaves a choice:
    - interaction_id: the export has none. The event, its time in microseconds, the device and the
      number of the upload do not tell apart two events of one name in one batch, which share all of
      that; Google numbers them by page, request and place in the request (batch_page_id,
      batch_ordering_id, batch_event_index). Events from before these columns are told apart by their
      parameters. So an event that stands in the day's and in the intraday table has one id.
    - anonymous_id: user_pseudo_id, the device or cookie. With consent denied it is null: such events
      come through and are rejected by the package with that reason.
    - channel: the platform (web, ios, android), since it is to say where a person can be engaged; the
      medium of a session says how they came.
    - topic: the category of the first item, else the page's content group.
    - value: revenue of purchases, and of refunds as a negative number, in the property's currency;
      not the value parameter of views and carts, which would make a person's sum of values no money.
    - received_at: null; the export does not say when an event arrived.
#}
{% macro ga4_interactions(relation, prefix='ga4-', topic=none, channel='lower(platform)', value=none) %}
    {%- set worth = owned_audiences.event_param('value', 'double') -%}
    {%- set revenue -%}
        case event_name
            when 'refund' then -abs(coalesce(ecommerce.refund_value, {{ worth }}))
            when 'purchase' then coalesce(ecommerce.purchase_revenue, {{ worth }})
            else ecommerce.purchase_revenue
        end
    {%- endset -%}
    {%- set theme -%}
        coalesce(
            nullif({{ owned_audiences.first_item('item_category') }}, '(not set)'),
            {{ owned_audiences.event_param('content_group') }}
        )
    {%- endset -%}
    select
        '{{ prefix }}' || md5(
            {% for column in [
                'stream_id', 'user_pseudo_id', 'user_id', 'event_name', 'event_timestamp',
                'event_bundle_sequence_id', 'batch_page_id', 'batch_ordering_id', 'batch_event_index',
            ] -%}
            coalesce(cast({{ column }} as text), '') || '|' ||
            {% endfor -%}
            case when batch_event_index is null then coalesce(cast(event_params as text), '') else '' end
        ) as interaction_id,
        cast(user_id as text) as user_id,
        cast(user_pseudo_id as text) as anonymous_id,
        {{ owned_audiences.micros_timestamp('event_timestamp') }} as occurred_at,
        cast(null as timestamp) as received_at,
        event_name as interaction_type,
        cast({{ channel }} as text) as channel,
        cast({{ topic or theme }} as text) as topic,
        {{ value or revenue }} as value
    from (
        {{ owned_audiences.with_columns(relation, owned_audiences.ga4_types()) }}
    ) as events
{% endmacro %}
