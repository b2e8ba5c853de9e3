{#
    A query of one row per type: how many of the people known before the last 7, 30 and 90 days
    (people_…) did it in these days (positives_…), how many of its interactions have a value above 0
    (valued), how many people did it in the last 30 days (doers), and of these in the last 7 and weekly on
    average (weekly).

        {% set types = run_query(suggest_types(total.last_day)).rows %}
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
