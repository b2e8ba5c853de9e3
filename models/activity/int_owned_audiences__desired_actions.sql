-- One row per audience, identifier, day, date on which it became known, and kind of its desired action.
{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook=["{{ delete_rebuilt_days() }}", "{{ delete_other_actions() }}"],
) }}
{% set kept = kept_action_hashes() %}
{% set matches = [] %}
{% for audience in audiences() %}
    {% set scope = 'is_rebuilt' if audience.action_hash in kept else 'true' %}
    {% do matches.append(
        "case when " ~ scope ~ " and (" ~ audience.desired_action ~ ") then '" ~ audience.action_hash ~ "' end"
    ) %}
{% endfor %}
with interactions as (
    select
        *,
        {{ weekday('occurred_at') }} as weekday,
        {{ day_part('occurred_at') }} as day_part
    from {{ ref('int_owned_audiences__interactions') }}
),

identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

activity_days as (
    select
        known_on,
        is_rebuilt
    from {{ ref('int_owned_audiences__activity_days') }}
),

matched as (
    select
        *,
        {{ one_row_each(matches or ["cast(null as text)"]) }} as action_hash
    from interactions
    inner join activity_days using (known_on)
    where
        {% for match in matches -%}
        {{ match }} is not null{{ ' or' if not loop.last }}
        {% else -%}
        false
        {%- endfor %}
),

final as (
    select
        case matched.action_hash
            {% for audience in audiences() -%}
            when '{{ audience.action_hash }}' then '{{ audience.name }}'
            {% endfor -%}
            else ''
        end as audience,
        matched.action_hash,
        identifiers.identifier_key,
        interaction_kinds.kind_key,
        matched.day,
        matched.known_on,
        cast(count(*) as integer) as actions
    from matched
    inner join identifiers
        on matched.is_user = identifiers.is_user and matched.identifier = identifiers.identifier
    inner join interaction_kinds on {{ same_kind('matched', 'interaction_kinds') }}
    where matched.action_hash is not null
    group by all
)

select * from final
