{#
    What is known of each person as of each of the dates in the relation `dates` (a column as_of):
    the facts over which `eligible` is written, one row per as_of and person. Activity is taken up
    once, by the first of the dates before which it was known, and then runs on.
    Reads the CTEs activity_days, interaction_kinds, people.

        facts as ({{ person_facts('dates', active_days=true) }})
#}
{% macro person_facts(dates, active_days=false) %}
    {#- a text and not a CTE, which would be made whole where it is used twice -#}
    {%- set own_activity -%}
    (
        select
            people.person_key,
            daily_activity.day,
            {{ known_on_of_person('daily_activity') }} as known_on,
            daily_activity.interactions,
            daily_activity.value
        from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
        inner join people on {{ is_of_person('daily_activity') }}
        inner join interaction_kinds on daily_activity.kind_key = interaction_kinds.kind_key
        where not {{ is_contact('interaction_kinds.interaction_type') }}
    ) as own_activity
    {%- endset %}
    with known_days as (
        select known_on from activity_days
        union distinct
        select linked_on as known_on from people
    ),

    known_before as (
        select
            known_days.known_on,
            min({{ dates }}.as_of) as as_of
        from known_days
        inner join {{ dates }} on known_days.known_on < {{ dates }}.as_of
        group by known_days.known_on
    ),

    taken_up as (
        select
            own_activity.person_key,
            known_before.as_of,
            min(own_activity.day) as first_day,
            max(own_activity.day) as last_day,
            sum(own_activity.interactions) as interactions,
            sum(own_activity.value) as value
        from {{ own_activity }}
        inner join known_before on own_activity.known_on = known_before.known_on
        group by own_activity.person_key, known_before.as_of
    ),
    {%- if active_days %}

    days as (
        select
            person_key,
            day,
            min(known_on) as known_on
        from {{ own_activity }}
        group by person_key, day
    ),

    days_taken_up as (
        select
            days.person_key,
            known_before.as_of,
            count(*) as active_days
        from days
        inner join known_before on days.known_on = known_before.known_on
        group by days.person_key, known_before.as_of
    ),
    {%- endif %}

    running as (
        select
            taken_up.person_key,
            taken_up.as_of,
            lead(taken_up.as_of) over person as next_as_of,
            min(taken_up.first_day) over person as first_day,
            max(taken_up.last_day) over person as last_day,
            sum(taken_up.interactions) over person as interactions,
            sum(taken_up.value) over person as value
            {%- if active_days %},
            sum(days_taken_up.active_days) over person as active_days
            {%- endif %}
        from taken_up
        {%- if active_days %}
        left join days_taken_up
            on
                taken_up.person_key = days_taken_up.person_key
                and taken_up.as_of = days_taken_up.as_of
        {%- endif %}
        window person as (partition by taken_up.person_key order by taken_up.as_of)
    )

    select
        {{ dates }}.as_of,
        running.person_key,
        running.first_day,
        running.last_day,
        cast({{ dates }}.as_of - running.last_day as integer) as days_since_last_interaction,
        cast({{ dates }}.as_of - running.first_day as integer) as tenure_days,
        cast(running.interactions as bigint) as interactions,
        cast(running.value as decimal(38, 4)) as value
        {%- if active_days %},
        cast(running.active_days as bigint) as active_days
        {%- endif %}
    from running
    inner join {{ dates }}
        on
            {{ dates }}.as_of >= running.as_of
            and ({{ dates }}.as_of < running.next_as_of or running.next_as_of is null)
{% endmacro %}


{#
    When each person last did each audience's desired action, as known as of each of the dates in
    the relation `dates` (columns audience, as_of). Reads the CTEs desired_actions, people.
#}
{% macro last_desired_actions(dates) %}
    select
        {{ dates }}.audience,
        {{ dates }}.as_of,
        people.person_key,
        cast({{ dates }}.as_of - max(desired_actions.day) as integer) as days_since_desired_action
    from desired_actions
    inner join people on {{ is_of_person('desired_actions') }}
    inner join {{ dates }}
        on
            desired_actions.audience = {{ dates }}.audience
            and {{ known_on_of_person('desired_actions') }} < {{ dates }}.as_of
    group by {{ dates }}.audience, {{ dates }}.as_of, people.person_key
{% endmacro %}


{#
    The people who are eligible for each audience and may be scored, with the facts behind it: one row
    per audience, as_of and person. Reads the CTEs facts, last_actions and `dates` (columns audience,
    as_of). One join for all audiences: a branch for each takes memory for each.
#}
{% macro eligible_people(dates) %}
    select *
    from (
        select
            {{ dates }}.audience,
            facts.*,
            last_actions.days_since_desired_action
        from facts
        {{ with_consent('facts', 'scoring') }}
        inner join {{ dates }} on facts.as_of = {{ dates }}.as_of
        left join last_actions
            on
                facts.person_key = last_actions.person_key
                and facts.as_of = last_actions.as_of
                and {{ dates }}.audience = last_actions.audience
    ) as known
    where {{ is_eligible() }}
{% endmacro %}


{#
    Whether a row of audience and facts is eligible. Audiences of the same condition share it.

        where {{ is_eligible('seed_set') }}
#}
{% macro is_eligible(kind=none) -%}
    case
        when audience is null then false
        {% for eligible, same in audiences(kind) | groupby('eligible') -%}
        when audience in ('{{ same | map(attribute="name") | join("', '") }}') then ({{ eligible }})
        {% endfor -%}
        else false
    end
{%- endmacro %}


{# Whether an interaction type is something that the brand did, not the person. #}
{% macro is_contact(column) -%}
    {{ column }} in (
        {%- for type in contact_types() -%}
        {{ dbt.string_literal(dbt.escape_single_quotes(type)) }},{{ ' ' }}
        {%- endfor -%}
        '')
{%- endmacro %}
