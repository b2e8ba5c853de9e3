{#
    The contract of an interaction: each reason for which a row is rejected, with its condition.
    The conditions are over the columns of stg_owned_audiences__interactions; one that is null is not met.

        {{ interaction_rules()['no interaction_type'] }}  ->  interaction_type is null
#}
{% macro interaction_rules() %}
    {%- set today = utc_today() -%}
    {{- return({
        'no interaction_id': "interaction_id is null",
        'neither user_id nor anonymous_id': "user_id is null and anonymous_id is null",
        'no interaction_type': "interaction_type is null",
        'no occurred_at': "raw_occurred_at is null",
        'occurred_at is not a time': "raw_occurred_at is not null and occurred_at is null",
        'occurred_at is before 1990': "occurred_at < timestamp '1990-01-01 00:00:00'",
        'occurred_at is in the future': "cast(occurred_at as date) > " ~ today,
        'received_at is not a time': "raw_received_at is not null and received_at is null",
        'received_at is in the future': "cast(received_at as date) > " ~ today,
        'value is not a number': "raw_value is not null and value_as_double is null",
        'value is not finite': "not " ~ is_finite('value_as_double'),
        'value is too large': "abs(value_as_double) >= 1e14 and " ~ is_finite('value_as_double'),
    }) -}}
{% endmacro %}
