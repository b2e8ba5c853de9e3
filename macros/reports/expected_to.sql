{#
    What the people of an audience are expected to do, as the end of a sentence.

        {{ expected_to('leavers') }}  ->  not to act
#}
{% macro expected_to(name) %}
    {{- return('not to act' if name in audiences() | selectattr('absent') | map(attribute='name') else 'to act') -}}
{% endmacro %}
