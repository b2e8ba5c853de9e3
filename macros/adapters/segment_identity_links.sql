{#
    Which anonymous ids are which users, from the table identifies of a warehouse schema of Segment or
    RudderStack (user_id, anonymous_id, timestamp, received_at): a row per pair, with when it became
    known first. It is what the variable identity_links expects.

        {{ owned_audiences.segment_identity_links(source('segment', 'identifies')) }}
#}
{% macro segment_identity_links(identifies) %}
    {%- set occurred_at = owned_audiences.utc_timestamp('timestamp') -%}
    {%- set received_at = owned_audiences.utc_timestamp('received_at') -%}
    select
        {{ owned_audiences.id_text('user_id') }} as user_id,
        {{ owned_audiences.id_text('anonymous_id') }} as anonymous_id,
        min(greatest({{ occurred_at }}, coalesce({{ received_at }}, {{ occurred_at }}))) as linked_at
    from (
        {{ owned_audiences.add_missing_columns(identifies, {
            'user_id': 'id', 'anonymous_id': 'id', 'received_at': 'timestamp',
        }) }}
    ) as calls
    where user_id is not null and anonymous_id is not null
    group by 1, 2
{% endmacro %}
