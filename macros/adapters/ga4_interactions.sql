{#
    The events of GA4's BigQuery export as interactions. The relation has one row per event in the
    export's own columns and nesting (events_*, and events_intraday_* where there is no day's table
    yet), also as JSON lines: event_name, event_timestamp, user_pseudo_id, and the columns of
    ga4_types where they exist.

        {{ owned_audiences.ga4_interactions(source('ga4', 'events')) }}

    topic, channel and value are SQL over the export's columns, event_param() and first_item() among
    it, so that a publisher's topic can be

        topic=owned_audiences.event_param('content_type')

    What is made of it, where the export leaves a choice:
    - interaction_id: the export has none. A purchase has the id of its transaction, so that a
      confirmation page that is loaded again is no second purchase. Any other event has a hash of its
      device, name, time in microseconds and upload, and of the page and request that Google numbers
      (batch_page_id, batch_ordering_id), which the day's and the intraday table of one event share.
      Events of one name that share all of that are numbered, by batch_event_index where there is
      one, else by their parameters; those from before these columns are distinguished by their
      parameters alone. So give the macro whole days.
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
    {%- set purchased = owned_audiences.ecommerce_field('purchase_revenue', 'double') -%}
    {%- set revenue -%}
        case event_name
            when 'refund' then -abs(coalesce({{ owned_audiences.ecommerce_field('refund_value', 'double') }}, {{ worth }}))
            when 'purchase' then coalesce({{ purchased }}, {{ worth }})
            else {{ purchased }}
        end
    {%- endset -%}
    {%- set theme -%}
        coalesce(
            nullif({{ owned_audiences.first_item('item_category') }}, '(not set)'),
            {{ owned_audiences.event_param('content_group') }}
        )
    {%- endset -%}
    {%- set shared = [
        'stream_id', 'user_pseudo_id', 'event_name', 'event_timestamp', 'event_bundle_sequence_id',
        'batch_page_id', 'batch_ordering_id',
    ] -%}
    {%- set parameters = 'cast(event_params as text)' -%}
    select
        '{{ prefix }}' || coalesce(
            'purchase-' || transaction_id,
            md5(event_key || '|' || dense_rank() over (
                partition by event_key, place is null order by place, parameters
            ))
        ) as interaction_id,
        user_id,
        anonymous_id,
        occurred_at,
        cast(null as timestamp) as received_at,
        interaction_type,
        channel,
        topic,
        value
    from (
        select
            md5(
                {% for column in shared -%}
                coalesce({{ owned_audiences.id_text(column) }}, '') || '|' ||
                {% endfor -%}
                case when batch_page_id is null then coalesce({{ parameters }}, '') else '' end
            ) as event_key,
            {{ owned_audiences.try_cast('batch_event_index', 'bigint') }} as place,
            case when batch_event_index is null and batch_page_id is not null then {{ parameters }} end as parameters,
            case when event_name = 'purchase' then {{ owned_audiences.ga4_transaction_id() }} end as transaction_id,
            {{ owned_audiences.id_text('user_id') }} as user_id,
            {{ owned_audiences.id_text('user_pseudo_id') }} as anonymous_id,
            {{ owned_audiences.micros_timestamp('event_timestamp') }} as occurred_at,
            event_name as interaction_type,
            cast({{ channel }} as text) as channel,
            cast({{ topic or theme }} as text) as topic,
            {{ value or revenue }} as value
        from (
            {{ owned_audiences.ga4_events(relation) }}
        ) as events
    ) as typed
{% endmacro %}


{# The id of an event's transaction; null where the tag had none, or one that all would share. #}
{% macro ga4_transaction_id() -%}
    {%- set given -%}
        coalesce(
            nullif({{ owned_audiences.ecommerce_field('transaction_id') }}, ''),
            {{ owned_audiences.event_param('transaction_id') }}
        )
    {%- endset -%}
    case when lower(trim({{ given }})) not in (
        '', '(not set)', 'undefined', 'null', 'none', 'nan', 'unknown', '0', '-1', 'test'
    ) then {{ given }} end
{%- endmacro %}
