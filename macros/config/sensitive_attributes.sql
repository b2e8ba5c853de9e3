{#
    The attributes that are never features, in lower case; none where the setting has a wrong shape, as
    the check is to have the word.

        {{ sensitive_attributes() }}  ->  ['age', 'gender']
#}
{% macro sensitive_attributes() %}
    {%- set given = var('sensitive_attributes') if is_list(var('sensitive_attributes')) else [] -%}
    {{- return(given | select('string') | map('trim') | map('lower') | list) -}}
{% endmacro %}
