-- One row per raw row: typed, in UTC, and whether it keeps the contract.
{{ config(materialized='view') }}

with source as (
    {{ read_input('interactions') }}
),

typed as (
    {{ typed_interactions('source') }}
),
{%- if var('erasure_requests') %}

-- an erased person's row stays, to be counted on its day, with nothing in it
told_apart as (
    select
        *,
        {{ is_erased('user', 'user_id') }} as is_erased_user,
        {{ is_erased('anonymous', 'anonymous_id') }} as is_erased_device
    from typed
),

remaining as (
    select
        * exclude (is_erased_user, is_erased_device)
        replace (
            case when not is_erased_user and not is_erased_device then anonymous_id end as anonymous_id,
            {%- for column in [
                'interaction_id', 'user_id', 'interaction_type', 'channel', 'topic', 'value',
                'value_as_double', 'raw_value',
            ] %}
            case when not is_erased then {{ column }} end as {{ column }}{{ ',' if not loop.last }}
            {%- endfor %}
        )
    from (
        select
            *,
            is_erased_user or (user_id is null and is_erased_device) as is_erased
        from told_apart
    ) as judged
),
{%- else %}

remaining as (
    select
        *,
        false as is_erased
    from typed
),
{%- endif %}

final as (
    select
        *,
        {{ derived_interaction_columns('not is_erased') }}
    from remaining
)

select * from final
