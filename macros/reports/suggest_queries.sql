{# Raw interactions as the package would read them, as a subquery. #}
{% macro suggest_source(interactions) %}
    {%- set optional = column_types(inputs().interactions.columns, only_optional=true) -%}
    (
        select
            *,
            {{ derived_interaction_columns() }}
        from (
            {{ typed_interactions('(' ~ add_missing_columns(interactions, optional) ~ ') as source') }}
        ) as typed
    ) as interactions
{% endmacro %}


{# One row: the counts of all rows, the reasons for which some are rejected among them. #}
{% macro suggest_totals(interactions) %}
    select
        {% for condition in interaction_rules().values() -%}
        count(*) filter (where {{ condition }}) as rejected_{{ loop.index }},
        {% endfor -%}
        count(*) as interactions,
        count(*) filter (where is_valid) as usable,
        count(*) filter (where is_valid) - count(distinct case when is_valid then interaction_id end) as repeated,
        count(*) filter (where is_valid and is_user) as of_users,
        count(*) filter (where is_valid and received_at is not null) as received,
        min(day) filter (where is_valid) as first_day,
        max(day) filter (where is_valid) as last_day,
        max(day) filter (where is_valid) - min(day) filter (where is_valid) + 1 as days,
        quantile_disc(known_on - day, 0.5) filter (where is_valid) as usual_lateness,
        quantile_disc(known_on - day, 0.99) filter (where is_valid) as most_lateness
    from {{ suggest_source(interactions) }}
{% endmacro %}


{# Makes the small table that people are counted from: one row per identifier and type. #}
{% macro suggest_people(interactions) %}
    create or replace temporary table owned_audiences_suggest as
    select
        is_user,
        identifier,
        interaction_type,
        {{ suggest_is_contact('interaction_type') }} as is_contact,
        count(*) as interactions,
        count(*) filter (where value > 0) as valued,
        count(distinct day) as days,
        min(day) as first_day,
        max(day) as last_day
    from {{ suggest_source(interactions) }}
    where is_valid
    group by is_user, identifier, interaction_type
{% endmacro %}


{#
    One row per type: how many of the people known before the last 7, 30 and 90 days (people_…) did
    it in these days (positives_…), how many of its interactions have a value above 0 (valued), how many
    people did it in the last 30 days (doers), and of these in the last 7 and weekly on average (weekly).
#}
{% macro suggest_types(last_day) %}
    with people as (
        select
            is_user,
            identifier,
            min(first_day) as first_day
        from owned_audiences_suggest
        where is_user and not is_contact
        group by is_user, identifier
    ),

    {% for horizon in suggest_horizons() -%}
    {% set start = "date '" ~ last_day ~ "' - " ~ (horizon - 1) -%}
    known_{{ horizon }} as (
        select count(*) filter (where first_day < {{ start }}) as people
        from people
    ),

    {% endfor -%}
    types as (
        select
            seen.interaction_type,
            seen.is_contact,
            sum(seen.interactions) as interactions,
            sum(seen.valued) as valued,
            count(*) filter (where seen.is_user) as people,
            {% for horizon in suggest_horizons() -%}
            {% set start = "date '" ~ last_day ~ "' - " ~ (horizon - 1) -%}
            count(*) filter (where seen.last_day >= {{ start }} and people.first_day < {{ start }})
                as positives_{{ horizon }},
            {% endfor -%}
            count(*) filter (where seen.is_user and seen.last_day > date '{{ last_day }}' - 30) as doers,
            count(*) filter (
                where seen.is_user and seen.last_day > date '{{ last_day }}' - 7
                and seen.days > 1 and seen.last_day - seen.first_day <= 7 * (seen.days - 1)
            ) as weekly
        from owned_audiences_suggest as seen
        left join people on seen.is_user = people.is_user and seen.identifier = people.identifier
        group by seen.interaction_type, seen.is_contact
    )

    select
        types.*
        {%- for horizon in suggest_horizons() %},
        known_{{ horizon }}.people as people_{{ horizon }}
        {%- endfor %}
    from types
    {% for horizon in suggest_horizons() -%}
    cross join known_{{ horizon }}
    {% endfor -%}
    order by types.interactions desc, types.interaction_type
{% endmacro %}


{# The days ahead that are tried. #}
{% macro suggest_horizons() %}
    {{- return([7, 30, 90]) -}}
{% endmacro %}


{# Whether a type looks like something that the brand did: a mail sent, but not a mail opened. #}
{% macro suggest_is_contact(column) -%}
    (
        {{ is_contact(column) }}
        or regexp_matches(lower({{ column }}), '(^|[^a-z])(sent|send|delivered|bounced?|impressions?|served)([^a-z]|$)')
        or regexp_matches(lower({{ column }}), '^(e?-?mails?|sms|push|newsletters?|campaigns?|letters?|mailings?)$')
    )
{%- endmacro %}


{# One row per channel and per topic, with its interactions. #}
{% macro suggest_names(interactions) %}
    select
        case when grouping(channel) = 0 then 'channel' else 'topic' end as family,
        coalesce(channel, topic) as name,
        count(*) as interactions
    from {{ suggest_source(interactions) }}
    where is_valid
    group by grouping sets ((channel), (topic))
    having coalesce(channel, topic) is not null
    order by interactions desc, name
{% endmacro %}


{# One row: how many user_ids there are, how many are alike but for case and spaces, and two of them. #}
{% macro suggest_users() %}
    with people as (
        select
            count(distinct identifier) as identifiers,
            min(identifier) as one,
            max(identifier) as other
        from owned_audiences_suggest
        where is_user
        group by lower(trim(identifier))
    )

    select
        coalesce(sum(identifiers), 0) as people,
        coalesce(sum(identifiers) filter (where identifiers > 1), 0) as alike,
        min(one) filter (where identifiers > 1) as one,
        min_by(other, one) filter (where identifiers > 1) as other
    from people
{% endmacro %}


{# One row per user_id that looks like none, most devices first. #}
{% macro suggest_placeholders(interactions) %}
    {{ placeholder_users(
        links='(select user_id, anonymous_id from ' ~ suggest_source(interactions) ~ ' where is_valid and anonymous_id is not null) as links',
        users='(select identifier as user_id from owned_audiences_suggest where is_user) as users'
    ) }}
{% endmacro %}


{# A row if received_at is the time of a bulk load, as the model of as_of finds it. #}
{% macro suggest_bulk_load(interactions) %}
    with arrived as (
        select
            known_on,
            count(*) as interactions,
            avg(known_on - day) as mean_lateness
        from {{ suggest_source(interactions) }}
        where is_valid and received_at is not null
        group by known_on
    )

    select max_by(known_on, interactions) as known_on
    from arrived
    having {{ is_bulk_load(
        'coalesce(sum(interactions) filter (where ' ~ is_loaded_late('mean_lateness') ~ '), 0)', 'sum(interactions)'
    ) }}
{% endmacro %}
