{#
    Raw interactions with the types of the contract, times in UTC and what they were before (raw_…),
    which the rules of the contract look at. `source` is what read_input gives, as a CTE or subquery.

        select * from ({{ typed_interactions('source') }}) as typed
#}
{% macro typed_interactions(source) %}
    select
        {{ id_text('interaction_id') }} as interaction_id,
        {{ id_text('user_id') }} as user_id,
        {{ id_text('anonymous_id') }} as anonymous_id,
        {{ utc_timestamp('occurred_at') }} as occurred_at,
        {{ utc_timestamp('received_at') }} as received_at,
        nullif(cast(interaction_type as text), '') as interaction_type,
        nullif(cast(channel as text), '') as channel,
        nullif(cast(topic as text), '') as topic,
        {{ try_cast('value', 'decimal(18, 4)') }} as value,
        {{ try_cast('value', 'double') }} as value_as_double,
        occurred_at as raw_occurred_at,
        received_at as raw_received_at,
        value as raw_value
    from {{ source }}
{% endmacro %}
