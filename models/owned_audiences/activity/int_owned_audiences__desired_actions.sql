-- One row per audience, identifier, day, date on which it became known, and combination of
-- dimensions: its desired actions, counted.
{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook=[
        {'sql': "{{ add_column('value', 'decimal(38, 4)') }}", 'transaction': false},
        "{{ delete_rebuilt_days() }}", "{{ delete_other_actions() }}",
    ],
) }}
{% set kept = kept_action_hashes() %}
{% set matches = [] %}
{% set new = audiences('desired_action') | rejectattr('action_hash', 'in', kept) | list | length %}
{% for audience in audiences('desired_action') %}
    {% set scope = 'activity_days.is_rebuilt' if audience.action_hash in kept else 'true' %}
    {% do matches.append(
        "case when " ~ scope ~ " and (" ~ audience.desired_action ~ ") then '" ~ audience.action_hash ~ "' end"
    ) %}
{% endfor %}
{% set interactions = ref('int_owned_audiences__interactions') %}
with interactions as (
    select
        *,
        {{ weekday('occurred_at') }} as weekday,
        {{ day_part('occurred_at') }} as day_part
    from {{ rebuilt_rows(interactions) if new == 0 else interactions }}
),

identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
),

interaction_dimensions as (
    select * from {{ ref('int_owned_audiences__interaction_dimensions') }}
),

activity_days as (
    select
        known_on,
        is_rebuilt
    from {{ ref('int_owned_audiences__activity_days') }}
),

matched as (
    select
        interactions.*,
        {{ unnest_values(matches or ["cast(null as text)"]) }} as action_hash
    from interactions
    inner join activity_days on interactions.known_on = activity_days.known_on
    where
        ({{ matches | join(' is not null or ') or 'null' }} is not null)
        {%- if new == 0 %}
        and activity_days.is_rebuilt
        {%- endif %}
),

final as (
    select
        case matched.action_hash
            {% for audience in audiences('desired_action') -%}
            when '{{ audience.action_hash }}' then '{{ audience.name }}'
            {% endfor -%}
            when '' then ''
        end as audience,
        matched.action_hash,
        identifiers.identifier_key,
        interaction_dimensions.dimension_key,
        matched.day,
        matched.known_on,
        cast(count(*) as integer) as actions,
        sum(matched.value) as value
    from matched
    inner join identifiers
        on matched.is_user = identifiers.is_user and matched.identifier = identifiers.identifier
    inner join interaction_dimensions on {{ same_dimensions('matched', 'interaction_dimensions') }}
    where matched.action_hash is not null
    group by all
)

select * from final
