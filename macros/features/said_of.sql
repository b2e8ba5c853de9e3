{#
    A phrase with what it is about filled in.

        {{ said_of("'{last_subject} {bin}'", "'purchase:'") }}  ->  'purchase: last {bin}'
#}
{% macro said_of(phrase, subject) -%}
    replace(
        replace(
            replace({{ phrase }}, '{not_subject}', coalesce({{ subject }}, '') || ' not'),
            '{last_subject}', coalesce({{ subject }}, '') || ' last'
        ),
        '{subject}', coalesce({{ subject }}, '')
    )
{%- endmacro %}
