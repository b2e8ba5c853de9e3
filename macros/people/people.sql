{#
    Activity of identifiers as that of people. `people` says to whom an identifier belongs, by day:
    these macros join it to a relation with identifier_key, day and known_on.

        from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
        inner join people on {{ is_of_person('daily_activity') }}
        where {{ known_on_of_person('daily_activity') }} < dates.as_of
#}
{% macro is_of_person(activity) -%}
    {{ activity }}.identifier_key = people.identifier_key
    and {{ activity }}.day >= people.from_day
    and {{ activity }}.day < people.until_day
{%- endmacro %}


{#
    The date on which it was known that the person did it: also the link between identifier and user
    had to be known. One that the action itself brought about would else tell the outcome.
#}
{% macro known_on_of_person(activity) -%}
    greatest({{ activity }}.known_on, people.linked_on)
{%- endmacro %}


{# The first and the last of days, for spans without a beginning or an end. #}
{% macro first_of_days() -%}
    date '1000-01-01'
{%- endmacro %}


{% macro last_of_days() -%}
    date '9999-12-31'
{%- endmacro %}
