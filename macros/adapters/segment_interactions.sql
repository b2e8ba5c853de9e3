{#
    The calls in a warehouse schema of Segment or RudderStack as interactions: a track is of the type
    of its event, a page of the type page, a screen of the type screen. The relations are the tables
    tracks, pages and screens as they are (id, user_id, anonymous_id, event, name, timestamp,
    received_at, channel, context_library_name; a column without any value does not exist there).

        {{ owned_audiences.segment_interactions(
            tracks=source('segment', 'tracks'), pages=source('segment', 'pages')
        ) }}

    The table tracks has no properties of the events; the table of an event has. Give that table as
    tracks of a call of its own, and leave its event out of the other (each call has one id, so that
    of a call which comes twice one row is used):

        {{ owned_audiences.segment_interactions(
            tracks=source('segment', 'order_completed'), topic='category', value='revenue'
        ) }}

    topic, page_topic, channel, value and received_at are SQL over the table's columns.
    - occurred_at: timestamp, which is the device's time corrected by how far its clock is off.
    - received_at: where a history was imported, all of it came on one day; give received_at='null'.
    - channel: RudderStack's channel (web, mobile, server); Segment has the library's name instead.
#}
{% macro segment_interactions(
    tracks=none,
    pages=none,
    screens=none,
    prefix='segment-',
    topic='null',
    page_topic='name',
    channel="coalesce(channel, case context_library_name when 'analytics.js' then 'web' else context_library_name end)",
    value='null',
    received_at='received_at'
) %}
    {%- if not (tracks or pages or screens) -%}
        {{- exceptions.raise_compiler_error(
            "segment_interactions has nothing to read: give it tracks, pages or screens, as in "
            ~ "segment_interactions(tracks=source('segment', 'tracks'))."
        ) -}}
    {%- endif -%}
    {%- set calls = [
        {'relation': tracks, 'type': 'event', 'topic': topic, 'value': value},
        {'relation': pages, 'type': "'page'", 'topic': page_topic, 'value': 'null'},
        {'relation': screens, 'type': "'screen'", 'topic': page_topic, 'value': 'null'},
    ] -%}
    {%- for call in calls if call.relation %}
    select
        '{{ prefix }}' || {{ owned_audiences.id_text('id') }} as interaction_id,
        {{ owned_audiences.id_text('user_id') }} as user_id,
        {{ owned_audiences.id_text('anonymous_id') }} as anonymous_id,
        {{ owned_audiences.utc_timestamp('timestamp') }} as occurred_at,
        {{ owned_audiences.utc_timestamp(received_at) }} as received_at,
        {{ call.type }} as interaction_type,
        cast({{ channel }} as text) as channel,
        cast({{ call.topic }} as text) as topic,
        {{ call.value }} as value
    from (
        {{ owned_audiences.add_missing_columns(call.relation, {
            'user_id': 'id', 'anonymous_id': 'id', 'name': 'text', 'channel': 'text',
            'context_library_name': 'text', 'received_at': 'timestamp',
        }) }}
    ) as calls
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
