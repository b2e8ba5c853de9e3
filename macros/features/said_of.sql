{#
    A phrase with what it is about filled in; a verb reads after 'has not' and 'last', other subjects end
    in a colon.

        {{ said_of("'{last_subject} {bin}'", "'purchase:'", 'false') }}  ->  'purchase: last {bin}'
        {{ said_of("'{last_subject} {bin}'", "'bought'", 'true') }}      ->  'last bought {bin}'
#}
{% macro said_of(phrase, subject, is_verb) -%}
    replace(
        replace(
            replace(
                {{ phrase }},
                '{not_subject}',
                coalesce(case when {{ is_verb }} then 'has not ' || {{ subject }} else {{ subject }} || ' not' end, '')
            ),
            '{last_subject}',
            coalesce(case when {{ is_verb }} then 'last ' || {{ subject }} else {{ subject }} || ' last' end, '')
        ),
        '{subject}', coalesce({{ subject }}, '')
    )
{%- endmacro %}
