{# The condition on which a row of activity, with an identifier_key and a day, is of a row of `people`. #}
{% macro is_of_person(activity) -%}
    {{ activity }}.identifier_key = people.identifier_key
{%- endmacro %}


{# The date from which a row of activity is known to be the person's. #}
{% macro known_on_of_person(activity) -%}
    {{ activity }}.known_on
{%- endmacro %}
