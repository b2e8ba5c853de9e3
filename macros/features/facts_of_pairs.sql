{#
    The facts of `person_facts`, for just the people and dates in the relation `pairs` (columns
    as_of, person_key; unique); who was not known before their date is left out. Reads the CTE people.

        facts as ({{ facts_of_pairs('pairs') }})
#}
{% macro facts_of_pairs(pairs) %}
    select
        {{ pairs }}.as_of,
        {{ pairs }}.person_key,
        min(daily_activity.day) as first_day,
        max(daily_activity.day) as last_day,
        cast({{ pairs }}.as_of - max(daily_activity.day) as integer) as days_since_last_interaction,
        cast({{ pairs }}.as_of - min(daily_activity.day) as integer) as tenure_days,
        cast(sum(daily_activity.interactions) as bigint) as interactions,
        cast(sum(daily_activity.value) as decimal(38, 4)) as value,
        count(distinct daily_activity.day) as active_days
    from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
    inner join people on {{ is_of_person('daily_activity') }}
    inner join {{ pairs }} on people.person_key = {{ pairs }}.person_key
    inner join {{ ref('int_owned_audiences__interaction_kinds') }} as interaction_kinds
        on daily_activity.kind_key = interaction_kinds.kind_key
    where
        {{ known_on_of_person('daily_activity') }} < {{ pairs }}.as_of
        and not {{ is_contact('interaction_kinds.interaction_type') }}
    group by {{ pairs }}.as_of, {{ pairs }}.person_key
{% endmacro %}


{#
    The pairs of audience, person and date who are eligible and may be scored, with the facts behind it. Reads the CTEs
    facts and `pairs` (columns audience, as_of, person_key, others); nobody has a desired action.
#}
{% macro eligible_pairs(pairs) %}
    select *
    from (
        select
            {{ pairs }}.*,
            facts.* exclude (as_of, person_key),
            cast(null as integer) as days_since_desired_action
        from {{ pairs }}
        inner join facts
            on {{ pairs }}.person_key = facts.person_key and {{ pairs }}.as_of = facts.as_of
        {{ with_consent('facts', 'scoring') }}
    ) as known
    where {{ is_eligible('seed_set') }}
{% endmacro %}
