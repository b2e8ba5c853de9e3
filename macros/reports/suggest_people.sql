{#
    Makes the small table that people are counted from: one row per identifier and type.

        {% do run_query(suggest_people(interactions)) %}
#}
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


{# Whether a type looks like something that the brand did: a mail sent, but not a mail opened. #}
{% macro suggest_is_contact(column) -%}
    {%- set lowered = 'lower(' ~ column ~ ')' -%}
    (
        {{ is_contact(column) }}
        or {{ matches(lowered, '(^|[^a-z])(sent|send|delivered|bounced?|impressions?|served)([^a-z]|$)') }}
        or {{ matches(lowered, '^(e?-?mails?|sms|push|newsletters?|campaigns?|letters?|mailings?)$') }}
    )
{%- endmacro %}
